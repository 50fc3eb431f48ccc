import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { DataTable } from '@/components/data-table/data-table'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import { Tile } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import { getReconciliation, type ReconciliationView } from '@/lib/admin-api/reconciliation'
import { checkColumns } from './_components/check-columns'
import { RunChecks } from './_components/run-checks'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('reconciliation') }
}

/** Whether the ledger is true to itself. */
export default async function ReconciliationPage() {
  const [reconciliation, columns, t] = await Promise.all([
    getReconciliation(),
    checkColumns(),
    getTranslations('finance.reconciliation'),
  ])
  const { checks } = reconciliation
  return (
    <Page title={t('title')} description={t('description')} actions={<RunChecks />}>
      <Tiles reconciliation={reconciliation} />
      <DataTable
        caption={t('title')}
        columns={columns}
        page={{ rows: checks, totalCount: checks.length, pageInfo: { hasNextPage: false } }}
        rowKey={({ id }) => id}
        parameters={{}}
        empty={
          <EmptyState icon={ListChecks} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}

async function Tiles({ reconciliation }: { reconciliation: ReconciliationView }) {
  const t = await getTranslations('finance.reconciliation')
  const { checks, openLeaseCount, overdueLeaseCount, poisonCount, unresolvedCount } = reconciliation
  const brokenCount = checks.filter(({ state }) => state === 'BROKEN').length
  const looks = checks.flatMap(({ checkedAt }) => checkedAt ?? []).sort()
  const lastLook = looks.at(-1)
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Tile
        label={t('drift')}
        value={
          checks.length === 0 ? (
            t('noLook')
          ) : (
            <StateBadge tone={brokenCount === 0 ? 'positive' : 'danger'}>
              {brokenCount === 0 ? t('driftNone') : t('driftSome', { count: brokenCount })}
            </StateBadge>
          )
        }
      />
      <Tile
        label={t('lastLook')}
        value={
          <span className="font-medium text-sm">{lastLook === undefined ? t('noLook') : <Time at={lastLook} />}</span>
        }
      />
      <Tile label={t('leases')} value={openLeaseCount} note={t('overdue', { count: overdueLeaseCount })} />
      <Tile
        label={
          <Link href="/finance/dead-letters" className="text-accent underline-offset-4 hover:underline">
            {t('aside')}
          </Link>
        }
        value={poisonCount + unresolvedCount}
        note={t('asideNote', { poison: poisonCount, unresolved: unresolvedCount })}
      />
    </div>
  )
}
