'use client'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { ToastProvider } from './ui/toast'

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <ToastProvider>{children}</ToastProvider>
    </ThemeProvider>
  )
}
