import { ChartColumn } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { EmptyState } from '@/components/ui/states'
import type { UsageFilter } from '@/gql/graphql'
import { requireUser } from '@/lib/admin-api/session'
import { getUsageOverview, listCalls } from '@/lib/admin-api/usage'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { sumByDay } from '@/lib/usage-days'
import { daysOf, PERIODS, startOfPeriod } from '@/lib/usage-period'
import { callColumns } from './call-columns'
import { DailyBars } from './daily-bars'
import { FindReceipt } from './find-receipt'
import { UsageTiles } from './usage-tiles'

export interface UsageReportProps {
  parameters: SearchParameters
  /** Whose; without a user everybody's, where the role may see that. */
  filter: UsageFilter
  showUser: boolean
  /** The route that makes the file of the calls. */
  csvPath: string
}

export const periodOf = (parameters: SearchParameters) => choiceOf(parameters, 'period', PERIODS) ?? '7d'

/** The filter of the calls within the period that the address asks for. */
export const inPeriodOf = (parameters: SearchParameters, timeZone: string, now = Date.now()): UsageFilter => ({
  from: startOfPeriod(periodOf(parameters), timeZone, now),
})

/** A period's sums, days and calls. */
export async function UsageReport({ parameters, filter, showUser, csvPath }: UsageReportProps) {
  const { installation } = await requireUser()
  const period = periodOf(parameters)
  const now = Date.now()
  const inPeriod = { ...filter, ...inPeriodOf(parameters, installation.timeZone, now) }
  const [overview, page, columns, t] = await Promise.all([
    getUsageOverview(inPeriod),
    listCalls(pageArgsOf(parameters), inPeriod),
    callColumns({ showUser }),
    getTranslations('usage'),
  ])
  return (
    <>
      <UsageTiles overview={overview} />
      {period !== 'today' && <DailyBars days={sumByDay(overview.days, daysOf(period, installation.timeZone, now))} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FindReceipt />
        <CsvLink path={csvPath} parameters={parameters} />
      </div>
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
}
