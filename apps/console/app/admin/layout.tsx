import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ConsoleShell } from '@/components/shell/console-shell'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { installation } = await requireRole(ADMIN_ROLES)
  return (
    <ConsoleShell>
      <NextIntlClientProvider messages={await getMessages()} timeZone={installation.timeZone}>
        {children}
      </NextIntlClientProvider>
    </ConsoleShell>
  )
}
