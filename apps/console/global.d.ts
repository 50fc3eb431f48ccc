/// <reference types="next" />
/// <reference types="next/image-types/global" />
import type { Locale } from '@/lib/locale'
import type messages from '@/messages/en.json'

declare module 'next-intl' {
  /** Message keys and locales are checked by the compiler; zh-CN's completeness by `messages.test.ts`. */
  interface AppConfig {
    Locale: Locale
    Messages: typeof messages
  }
}
