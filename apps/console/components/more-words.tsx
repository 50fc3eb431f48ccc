'use client'
import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import type { ReactNode } from 'react'

export interface MoreWordsProps {
  /** By namespace, beside those that are there. */
  messages: AbstractIntlMessages
  children: ReactNode
}

/**
 * Words that only a part of the console needs, sent with that part alone. (The provider as the server knows it would send all
 * words there are, and those that are there already once more.)
 */
export function MoreWords({ messages, children }: MoreWordsProps) {
  const known = useMessages()
  return (
    <NextIntlClientProvider locale={useLocale()} messages={{ ...known, ...messages }}>
      {children}
    </NextIntlClientProvider>
  )
}
