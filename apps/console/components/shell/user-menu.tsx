'use client'
import { CircleUser, LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { Role } from '@/gql/graphql'
import { forgetConversations } from '@/lib/chat/forget-conversations'
import { leave } from './actions'
import { LazyMenu } from './lazy-menu'

export function UserMenu({ username, displayName, role }: { username: string; displayName: string; role: Role }) {
  const t = useTranslations('userMenu')
  const roles = useTranslations('roles')
  const toast = useToast()
  const [isPending, startTransition] = useTransition()
  const logOut = () =>
    startTransition(async () => {
      forgetConversations() // the next person at this computer must not read them
      const result = await leave() // a redirect, unless it failed
      if (result.type !== 'done') toast({ text: t('logOutFailed') })
    })
  return (
    <LazyMenu
      label={`${displayName} · ${roles(role)}`}
      entries={[
        { label: t('account'), icon: CircleUser, href: '/account' },
        { label: t('logOut'), icon: LogOut, onSelect: logOut },
      ]}
      trigger={
        <Button variant="ghost" size="small" isBusy={isPending} aria-label={t('label', { username })}>
          <CircleUser aria-hidden />
          <span className="max-w-32 truncate max-sm:hidden">{username}</span>
        </Button>
      }
    />
  )
}
