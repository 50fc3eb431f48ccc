import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { GrantDialog } from '@/components/grants/grant-dialog'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import type { Role } from '@/gql/graphql'
import type { GroupRow } from '@/lib/admin-api/groups'
import type { UserRow } from '@/lib/admin-api/users'
import { isZero } from '@/lib/money'
import { EditUser } from './edit-user'
import { SelectAll, SelectUser } from './select-users'
import { UserStateBadge } from './user-state-badge'

export interface UserColumnsOptions {
  groups: readonly GroupRow[]
  currency: string
  timeZone: string
  myRole: Role
}

export async function userColumns({
  groups,
  currency,
  timeZone,
  myRole,
}: UserColumnsOptions): Promise<readonly Column<UserRow>[]> {
  const [t, roles] = await Promise.all([getTranslations('admin.users'), getTranslations('roles')])
  return [
    {
      id: 'select',
      header: <SelectAll />,
      className: 'w-9',
      cell: ({ id, username }) => <SelectUser id={id} name={username} />,
    },
    {
      id: 'username',
      header: t('username'),
      sortField: 'USERNAME',
      cell: ({ id, username, displayName }) => (
        <Link href={`/admin/users/${id}`} className="text-accent underline-offset-4 hover:underline">
          {username}
          {displayName && <span className="block text-text-muted">{displayName}</span>}
        </Link>
      ),
    },
    { id: 'role', header: t('role'), cell: ({ role }) => roles(role) },
    { id: 'state', header: t('state'), cell: ({ state }) => <UserStateBadge state={state} /> },
    { id: 'groups', header: t('groups'), cell: (user) => user.groups.map(({ name }) => name).join(', ') },
    {
      id: 'balance',
      header: t('balance'),
      isNumeric: true,
      cell: ({ wallet }) => (
        <>
          <Money amount={wallet.balance} precision="balance" />
          {!isZero(wallet.held) && (
            <span className="block text-text-muted">
              {t('held')} <Money amount={wallet.held} precision="balance" />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'created',
      header: t('created'),
      sortField: 'CREATED_AT',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      cell: (user) => (
        <div className="flex justify-end gap-1.5">
          <GrantDialog
            target={{ userId: user.id }}
            name={user.username}
            currency={currency}
            timeZone={timeZone}
            isSmall
            isPending={user.state === 'PENDING'}
          />
          <EditUser user={user} groups={groups} myRole={myRole} />
        </div>
      ),
    },
  ]
}
