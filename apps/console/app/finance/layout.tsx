import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ConsoleShell } from '@/components/shell/console-shell'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  const [{ installation }, { admin: _, ...messages }] = await Promise.all([requireRole(FINANCE_ROLES), getMessages()])
  return (
    <ConsoleShell>
      <NextIntlClientProvider messages={messages} timeZone={installation.timeZone}>
        {children}
      </NextIntlClientProvider>
    </ConsoleShell>
  )
}
