import { ChartColumn } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { EmptyState } from '@/components/ui/states'
import type { UsageFilter } from '@/gql/graphql'
import { requireUser } from '@/lib/admin-api/session'
import { getUsageOverview, listCalls, type UsageOverview } from '@/lib/admin-api/usage'
import { changedAddress, pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'
import { sumByDay } from '@/lib/usage-days'
import { periodOf, usageFilterOf } from '@/lib/usage-filter'
import { daysOf } from '@/lib/usage-period'
import { callColumns } from './call-columns'
import { DailyBars } from './daily-bars'
import { FindReceipt } from './find-receipt'
import { SumsTable } from './sums-table'
import { UsageFilters } from './usage-filters'
import { UsageTiles } from './usage-tiles'

export interface UsageReportProps {
  parameters: SearchParameters
  /** Whose; without a user everybody's, where the role may see that. */
  filter: UsageFilter
  showUser: boolean
  /** Of the page. */
  path: string
  /** The route that makes the file of the calls. */
  csvPath: string
}

/** Of a campus' fifty thousand: those to choose from on the page. The file has more. */
const MOST_KEYS = 100

/** A period's sums, by day, model and key, and its calls. */
export async function UsageReport({ parameters, filter, showUser, path, csvPath }: UsageReportProps) {
  const { installation } = await requireUser()
  const period = periodOf(parameters)
  const now = Date.now()
  const { sums, status } = usageFilterOf(parameters, installation.timeZone, now)
  const [overview, page, columns, t] = await Promise.all([
    getUsageOverview({ ...filter, ...sums }, MOST_KEYS),
    listCalls(pageArgsOf(parameters), { ...filter, ...sums, ...(status && { status }) }),
    callColumns({ showUser }),
    getTranslations('usage'),
  ])
  const keys = overview.keys.map((row) => ({ ...row, id: row.keyId, name: keyName(row.apiKey) }))
  return (
    <>
      <UsageTiles overview={overview} />
      {period !== 'today' && <DailyBars days={sumByDay(overview.days, daysOf(period, installation.timeZone, now))} />}
      {overview.models.length > 0 && (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <SumsTable
            title={t('byModel')}
            header={t('model')}
            rows={overview.models.map((row) => ({
              ...row,
              ...{ id: row.modelName, name: row.modelName },
              href: changedAddress(parameters, { model: row.modelName }),
            }))}
            csv={{ path: csvPath, parameters: { ...parameters, table: 'models' } }}
          />
          <SumsTable
            title={t('byKey')}
            header={t('key')}
            rows={keys.map((row) => ({ ...row, href: changedAddress(parameters, { key: row.id }) }))}
            csv={{ path: csvPath, parameters: { ...parameters, table: 'keys' } }}
            isCut={keys.length === MOST_KEYS}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <UsageFilters
          action={path}
          period={period}
          models={overview.models.map(({ modelName }) => modelName)}
          keys={keys}
          chosen={{ model: textOf(parameters, 'model'), key: textOf(parameters, 'key'), status }}
        />
        <CsvLink path={csvPath} parameters={parameters} />
      </div>
      <FindReceipt />
      <DataTable
        caption={t('callsTitle')}
        columns={columns}
        page={page}
        rowKey={({ requestId }) => requestId}
        parameters={parameters}
        empty={
          <EmptyState icon={ChartColumn} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </>
  )

  function keyName(apiKey: UsageOverview['keys'][number]['apiKey']): string {
    if (apiKey == null) return t('unknownKey')
    return apiKey.kind === 'PLAYGROUND' ? t('playgroundKey') : apiKey.name
  }
}
