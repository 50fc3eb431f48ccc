import { ListChecks, Server } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { Page } from '@/components/shell/page'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import { Tile } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import { listGatewayNodes } from '@/lib/admin-api/gateway-nodes'
import { getReconciliation, type ReconciliationView } from '@/lib/admin-api/reconciliation'
import { ADMIN_ROLES, FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { checkColumns } from './_components/check-columns'
import { gatewayColumns } from './_components/gateway-columns'
import { RunChecks } from './_components/run-checks'

const CSV_PATH = '/finance/reconciliation/csv'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('reconciliation') }
}

/** Whether the ledger is true to itself, and for whom money is held. */
export default async function ReconciliationPage() {
  const [reconciliation, columns, t] = await Promise.all([
    getReconciliation(),
    checkColumns(),
    getTranslations('finance.reconciliation'),
  ])
  const { checks } = reconciliation
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <CsvLink path={CSV_PATH} />
          <RunChecks />
        </>
      }
    >
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
      <Gateways />
    </Page>
  )
}

/** Finance looks; administrators free what a lost gateway holds. */
async function Gateways() {
  const { me } = await requireRole(FINANCE_ROLES)
  const [nodes, columns, t] = await Promise.all([
    listGatewayNodes(),
    gatewayColumns({ mayEnd: ADMIN_ROLES.includes(me.role) }),
    getTranslations('finance.reconciliation.gateways'),
  ])
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold text-lg">{t('title')}</h2>
        {nodes.length > 0 && <CsvLink path={CSV_PATH} parameters={{ table: 'gateways' }} />}
      </div>
      <DataTable
        caption={t('title')}
        columns={columns}
        page={{ rows: nodes, totalCount: nodes.length, pageInfo: { hasNextPage: false } }}
        rowKey={({ id }) => id}
        parameters={{}}
        empty={
          <EmptyState icon={Server} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </section>
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
