import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { GrantDialog } from '@/components/grants/grant-dialog'
import { Money } from '@/components/money'
import type { PoolRow } from '@/lib/admin-api/pools'
import { isZero } from '@/lib/money'
import { AccountStateBadge } from '../../accounts/_components/account-state-badge'
import { PoolStateDialog } from '../../accounts/_components/pool-state-dialog'

export interface PoolColumnsOptions {
  mayWrite: boolean
  currency: string
  timeZone: string
}

export async function poolColumns(options: PoolColumnsOptions): Promise<readonly Column<PoolRow>[]> {
  const [t, accounts] = await Promise.all([getTranslations('finance.pools'), getTranslations('finance.accounts')])
  const actions: Column<PoolRow> = {
    id: 'actions',
    header: <span className="sr-only">{accounts('account')}</span>,
    className: 'whitespace-nowrap text-right',
    cell: (pool) => <PoolActions pool={pool} {...options} />,
  }
  return [
    {
      id: 'name',
      header: t('name'),
      className: 'min-w-40 break-words',
      cell: ({ id, name }) => (
        <Link href={`/finance/accounts/${id}`} className="text-accent underline-offset-4 hover:underline">
          {name}
        </Link>
      ),
    },
    { id: 'of', header: t('of'), className: 'min-w-36', cell: ({ account }) => <MaySpend account={account} /> },
    { id: 'state', header: accounts('state'), cell: ({ state }) => <AccountStateBadge state={state} /> },
    {
      id: 'keys',
      header: <span title={t('keysHint')}>{t('keys')}</span>,
      isNumeric: true,
      cell: ({ keyCount }) => keyCount,
    },
    {
      id: 'balance',
      header: accounts('balance'),
      isNumeric: true,
      cell: ({ account: { balance, held } }) => (
        <>
          {balance && <Money amount={balance} precision="balance" />}
          {held && !isZero(held) && (
            <span className="block text-text-muted">
              {accounts('held')} <Money amount={held} precision="balance" />
            </span>
          )}
        </>
      ),
    },
    ...(options.mayWrite ? [actions] : []),
  ]
}

async function MaySpend({ account: { course, owner } }: { account: PoolRow['account'] }) {
  const t = await getTranslations('finance.pools')
  return (
    <>
      {course && (
        <span className="block">
          {course.name} <span className="text-text-muted">{t('members', { count: course.memberCount })}</span>
        </span>
      )}
      {owner?.username}
    </>
  )
}

function PoolActions({ pool, currency, timeZone }: PoolColumnsOptions & { pool: PoolRow }) {
  const { id, name, state } = pool
  return (
    <span className="inline-flex gap-1.5">
      {state === 'ACTIVE' && (
        <GrantDialog target={{ poolId: id }} name={name} currency={currency} timeZone={timeZone} isSmall />
      )}
      <PoolStateDialog id={id} name={name} isOpen={state === 'ACTIVE'} isSmall />
    </span>
  )
}
