import type { ReactNode } from 'react'
import { Brand } from '@/components/shell/brand'
import { LanguageSwitch } from '@/components/shell/language-switch'
import { ThemeSwitch } from '@/components/shell/theme-switch'
import { getEnv } from '@/lib/env'
import { OtherAddress } from './_components/other-address'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center justify-between px-4">
        <Brand />
        <div className="flex items-center gap-1">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <main id="content" className="mx-auto w-full max-w-sm flex-1 px-4 pt-[8vh] pb-12">
        <OtherAddress publicUrl={getEnv().publicUrl} />
        {children}
      </main>
    </div>
  )
}
