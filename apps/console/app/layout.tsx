import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Providers } from '@/components/providers'
import './globals.css'

export const metadata: Metadata = { title: { default: 'Tollgate', template: '%s · Tollgate' }, robots: 'noindex' }
export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, { admin: _admin, finance: _finance, ...messages }, headerList] = await Promise.all([
    getLocale(),
    getMessages(),
    headers(),
  ])
  return (
    <html lang={locale} suppressHydrationWarning>
      <body className="min-h-dvh antialiased">
        {/* the words of staff are sent where they are needed: MoreWords */}
        <NextIntlClientProvider messages={messages}>
          <Providers nonce={headerList.get('x-nonce') ?? undefined}>{children}</Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
