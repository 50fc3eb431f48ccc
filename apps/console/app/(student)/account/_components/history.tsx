import { History as HistoryIcon } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import { EmptyState } from '@/components/ui/states'
import type { WalletMove } from '@/lib/admin-api/ledger'
import type { PageOf } from '@/lib/admin-api/pages'
import { cn } from '@/lib/class-names'
import { isNegative } from '@/lib/money'
import type { SearchParameters } from '@/lib/table-address'

const KINDS = ['usage', 'grant', 'adjustment', 'correction', 'refund', 'expiry'] as const

/** Every move of money in and out of the wallet; a call's leads to its receipt. */
export async function History({ moves, parameters }: { moves: PageOf<WalletMove>; parameters: SearchParameters }) {
  const t = await getTranslations('account')
  const kindOf = (kind: string) => {
    const known = KINDS.find((candidate) => candidate === kind.toLowerCase())
    return known === undefined ? kind : t(`kinds.${known}`)
  }
  const columns: readonly Column<WalletMove>[] = [
    { id: 'time', header: t('time'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: 'kind',
      header: t('what'),
      cell: ({ kind, requestId }) =>
        requestId ? (
          <Link href={`/usage/${requestId}`} className="text-accent underline-offset-4 hover:underline">
            {kindOf(kind)}
          </Link>
        ) : (
          kindOf(kind)
        ),
    },
    {
      id: 'reason',
      header: t('reason'),
      cell: ({ reason, actor }) => [reason, actor?.username].filter(Boolean).join(' · '),
    },
    {
      id: 'amount',
      header: t('amount'),
      isNumeric: true,
      cell: ({ amount }) =>
        amount === null ? (
          '–'
        ) : (
          <span className={cn(!isNegative(amount) && 'text-positive')}>
            {!isNegative(amount) && '+'}
            <Money amount={amount} />
          </span>
        ),
    },
  ]
  return (
    <DataTable
      caption={t('history')}
      columns={columns}
      page={moves}
      rowKey={({ id }) => id}
      parameters={parameters}
      empty={
        <EmptyState icon={HistoryIcon} title={t('historyEmpty')}>
          {t('historyEmptyText')}
        </EmptyState>
      }
    />
  )
}
