'use client'
import { CircleUser, LogOut } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import type { Role } from '@/gql/graphql'
import { forgetConversations } from '@/lib/chat/forget-conversations'
import { leave } from './actions'

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
    <Menu
      trigger={
        <Button variant="ghost" size="small" isBusy={isPending} aria-label={t('label', { username })}>
          <CircleUser aria-hidden />
          <span className="max-w-32 truncate max-sm:hidden">{username}</span>
        </Button>
      }
    >
      <MenuLabel>
        {displayName} · {roles(role)}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/account">
          <CircleUser aria-hidden />
          {t('account')}
        </Link>
      </MenuItem>
      <MenuItem onSelect={logOut}>
        <LogOut aria-hidden />
        {t('logOut')}
      </MenuItem>
    </Menu>
  )
}
