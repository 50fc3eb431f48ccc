import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MoreWords } from '@/components/more-words'
import { ConsoleShell } from '@/components/shell/console-shell'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [{ admin, finance }] = await Promise.all([getMessages(), requireRole(ADMIN_ROLES)])
  return (
    <ConsoleShell>
      <MoreWords messages={{ admin, finance }}>{children}</MoreWords>
    </ConsoleShell>
  )
}
