import { History as HistoryIcon } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import { EmptyState } from '@/components/ui/states'
import { type AccountEntry, ENTRY_KINDS } from '@/lib/admin-api/ledger'
import type { PageOf } from '@/lib/admin-api/pages'
import { cn } from '@/lib/class-names'
import { isNegative, isZero } from '@/lib/money'
import type { SearchParameters } from '@/lib/table-address'
import { AccountName } from './account-name'

export interface HistoryProps {
  entries: PageOf<AccountEntry>
  parameters: SearchParameters
}

/** Every move of money in and out of an account, with what was left after it; a call's leads to its receipt. */
export async function History({ entries, parameters }: HistoryProps) {
  const t = await getTranslations('ledger')
  const columns: readonly Column<AccountEntry>[] = [
    { id: 'time', header: t('time'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: 'kind', header: t('what'), className: 'whitespace-nowrap', cell: (entry) => <Kind entry={entry} /> },
    { id: 'amount', header: t('amount'), isNumeric: true, cell: ({ amount }) => <Signed amount={amount} /> },
    {
      id: 'balance',
      header: t('balanceAfter'),
      isNumeric: true,
      cell: ({ balanceAfter }) => <Money amount={balanceAfter} />,
    },
    { id: 'reason', header: t('reason'), className: 'min-w-40', cell: (entry) => <Why entry={entry} /> },
  ]
  return (
    <DataTable
      caption={t('history')}
      columns={columns}
      page={entries}
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

async function Kind({ entry: { kind, requestId, correctedRequestId } }: { entry: AccountEntry }) {
  const call = requestId ?? correctedRequestId
  const words = <EntryKindName kind={kind} />
  return call ? <ReceiptLink requestId={call}>{words}</ReceiptLink> : words
}

/** A kind of posting in words; one that we do not know keeps the API's name. */
export async function EntryKindName({ kind }: { kind: string }) {
  const t = await getTranslations('ledger')
  const known = ENTRY_KINDS.find((candidate) => candidate === kind)
  return known === undefined ? kind : t(`kinds.${known}`)
}

export function ReceiptLink({ requestId, children }: { requestId: string; children: ReactNode }) {
  return (
    <Link href={`/usage/${requestId}`} className="text-accent underline-offset-4 hover:underline">
      {children}
    </Link>
  )
}

/** The reason, who stands for it, and of a move between accounts the other one. */
async function Why({ entry: { kind, reason, actor, secondPerson, counterpart } }: { entry: AccountEntry }) {
  const t = await getTranslations('ledger')
  const people = [actor?.username, secondPerson?.username].filter(Boolean).join(' + ')
  return (
    <>
      {reason}
      {kind === 'move' && counterpart && (
        <span className="block text-text-muted">
          {t('otherSide')} <AccountName account={counterpart} />
        </span>
      )}
      {people !== '' && <span className="block text-text-muted">{t('by', { people })}</span>}
    </>
  )
}

/** With its sign; green where it gives. Of nothing there is none. */
export function Signed({ amount }: { amount: string }) {
  const gives = !isNegative(amount) && !isZero(amount)
  return (
    <span className={cn(gives && 'text-positive')}>
      {gives && '+'}
      <Money amount={amount} />
    </span>
  )
}
