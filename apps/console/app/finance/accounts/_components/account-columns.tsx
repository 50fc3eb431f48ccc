import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { AccountName } from '@/components/ledger/account-name'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import type { AccountRow } from '@/lib/admin-api/accounts'
import { isNegative, isZero } from '@/lib/money'
import { AccountStateBadge } from './account-state-badge'

export async function accountColumns(): Promise<readonly Column<AccountRow>[]> {
  const t = await getTranslations('finance.accounts')
  return [
    {
      id: 'account',
      header: t('account'),
      sortField: 'NAME',
      className: 'min-w-40 break-words',
      cell: (account) => (
        <Link href={`/finance/accounts/${account.id}`} className="text-accent underline-offset-4 hover:underline">
          <AccountName account={account} />
          {account.owner?.displayName && <span className="block text-text-muted">{account.owner.displayName}</span>}
        </Link>
      ),
    },
    {
      id: 'kind',
      header: t('kind'),
      cell: ({ kind, course }) => (
        <>
          {t(`kinds.${kind}`)}
          {course && <span className="block text-text-muted">{course.name}</span>}
        </>
      ),
    },
    { id: 'state', header: t('state'), cell: ({ state }) => <AccountStateBadge state={state} /> },
    {
      id: 'balance',
      header: t('balance'),
      isNumeric: true,
      sortField: 'BALANCE',
      cell: ({ balance }) => <Amount amount={balance ?? null} />,
    },
    {
      id: 'held',
      header: t('held'),
      isNumeric: true,
      sortField: 'HELD',
      cell: ({ held }) => (held && isZero(held) ? '–' : <Amount amount={held ?? null} />),
    },
    {
      id: 'available',
      header: t('available'),
      isNumeric: true,
      cell: ({ available }) => <Amount amount={available ?? null} />,
    },
    {
      id: 'since',
      header: t('since'),
      sortField: 'CREATED_AT',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ]
}

function Amount({ amount }: { amount: string | null }) {
  if (amount === null) return '–'
  return (
    <span className={isNegative(amount) ? 'text-danger' : undefined}>
      <Money amount={amount} precision="balance" />
    </span>
  )
}
