import { ChartColumn } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { Toolbar } from '@/components/data-table/toolbar'
import { EmptyState } from '@/components/ui/states'
import type { TrafficDimension } from '@/gql/graphql'
import { listTraffic, type TrafficRow } from '@/lib/admin-api/traffic'
import { pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'
import { trafficFilterOf, trafficSortOf } from '@/lib/traffic-address'
import type { TrafficPeriod } from '@/lib/traffic-period'
import { trafficColumns } from './traffic-columns'

export interface TrafficTableProps {
  dimension: TrafficDimension
  parameters: SearchParameters
  period: TrafficPeriod
  action: string
  csvPath: string
  withLatency: boolean
  hrefOf: (row: TrafficRow) => string | undefined
}

/** Parameters that a search keeps. */
const LOST_BY_SEARCH = ['search', 'after']

/** Sums of one dimension: searched, sorted and paged by the API. */
export async function TrafficTable(props: TrafficTableProps) {
  const { dimension, parameters, period, action, csvPath, withLatency, hrefOf } = props
  const [page, columns, t] = await Promise.all([
    listTraffic(pageArgsOf(parameters), {
      dimension,
      filter: trafficFilterOf(parameters, period),
      search: textOf(parameters, 'search'),
      sort: trafficSortOf(parameters),
    }),
    trafficColumns({ dimension, hrefOf, withLatency }),
    getTranslations('finance.traffic'),
  ])
  const caption = t('costBy', { dimension: t(`dimensions.${dimension}`) })
  const kept = Object.entries(parameters).flatMap(([name, value]) =>
    LOST_BY_SEARCH.includes(name) ? [] : [value ?? []].flat().map((text) => [name, text] as const),
  )
  return (
    <section className="flex min-w-0 flex-col gap-3" aria-label={caption}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Toolbar action={action} parameters={parameters} placeholder={t('search')}>
          {kept.map(([name, text]) => (
            <input key={`${name} ${text}`} type="hidden" name={name} value={text} />
          ))}
        </Toolbar>
        <CsvLink path={csvPath} parameters={parameters} />
      </div>
      <DataTable
        caption={caption}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={ChartColumn} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </section>
  )
}
