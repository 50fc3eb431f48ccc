import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MoreWords } from '@/components/more-words'
import { ConsoleShell } from '@/components/shell/console-shell'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  const [{ finance }] = await Promise.all([getMessages(), requireRole(FINANCE_ROLES)])
  return (
    <ConsoleShell>
      <MoreWords messages={{ finance }}>{children}</MoreWords>
    </ConsoleShell>
  )
}
