import { Ticket } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { EmptyState } from '@/components/ui/states'
import { listRedeemBatches, type RedeemBatchRow } from '@/lib/admin-api/redeem-codes'
import { ADMIN_ROLES, FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { BatchState } from './_components/batch-state'
import { CreateBatch } from './_components/create-batch'
import { RevokeBatch } from './_components/revoke-batch'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('redeemCodes') }
}

export default async function RedeemCodesPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me, installation }, parameters] = await Promise.all([requireRole(FINANCE_ROLES), searchParams])
  const [page, t] = await Promise.all([
    listRedeemBatches(pageArgsOf(parameters)),
    getTranslations('finance.redeemCodes'),
  ])
  const mayWrite = ADMIN_ROLES.includes(me.role)
  const columns: readonly Column<RedeemBatchRow>[] = [
    {
      id: 'name',
      header: t('name'),
      className: 'min-w-40',
      cell: ({ id, name }) => (
        <Link
          href={`/finance/redeem-codes/${id}`}
          className="break-words text-accent underline-offset-4 hover:underline"
        >
          {name}
        </Link>
      ),
    },
    { id: 'worth', header: t('worth'), isNumeric: true, cell: ({ amount }) => <Money amount={amount} /> },
    {
      id: 'redeemed',
      header: t('redeemed'),
      isNumeric: true,
      cell: ({ redeemedCount, codeCount }) => t('ofCount', { redeemed: redeemedCount, count: codeCount }),
    },
    {
      id: 'credited',
      header: t('credited'),
      isNumeric: true,
      cell: ({ redeemedAmount }) => <Money amount={redeemedAmount} />,
    },
    { id: 'state', header: t('state'), cell: (batch) => <BatchState batch={batch} /> },
    {
      id: 'expires',
      header: t('expiresOn'),
      cell: ({ expiresAt }) => (expiresAt ? <Time at={expiresAt} /> : t('never')),
    },
    {
      id: 'created',
      header: t('created'),
      cell: ({ createdAt, createdBy }) => (
        <>
          <Time at={createdAt} />
          {createdBy && <span className="block text-text-muted">{createdBy.username}</span>}
        </>
      ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      className: 'text-right',
      cell: ({ id, name, unusedCount }) =>
        mayWrite && unusedCount > 0 && <RevokeBatch id={id} name={name} unusedCount={unusedCount} isSmall />,
    },
  ]
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <CsvLink path="/finance/redeem-codes/csv" />
          {mayWrite && <CreateBatch currency={installation.currency} timeZone={installation.timeZone} />}
        </>
      }
    >
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={Ticket} title={t('empty')}>
            {mayWrite ? t('emptyText') : t('emptyReader')}
          </EmptyState>
        }
      />
    </Page>
  )
}
