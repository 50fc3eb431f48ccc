import type { ReactNode } from 'react'
import { ConsoleShell } from '@/components/shell/console-shell'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  await requireRole(FINANCE_ROLES)
  return <ConsoleShell>{children}</ConsoleShell>
}
