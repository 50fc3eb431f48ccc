import { BellRing } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter, Filters } from '@/components/data-table/filters'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { ALERT_KINDS, listAlerts } from '@/lib/admin-api/alerts'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { alertColumns } from './_components/alert-columns'

const STATES = ['open', 'closed'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('alerts') }
}

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const kind = choiceOf(parameters, 'kind', ALERT_KINDS)
  const state = choiceOf(parameters, 'state', STATES)
  const [page, columns, t] = await Promise.all([
    listAlerts(pageArgsOf(parameters), { kind: kind ?? null, isOpen: state === undefined ? null : state === 'open' }),
    alertColumns(),
    getTranslations('finance.alerts'),
  ])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<CsvLink path="/finance/alerts/csv" parameters={parameters} />}
    >
      <Filters action="/finance/alerts">
        <ChoiceFilter
          name="kind"
          label={t('kind')}
          any={t('anyKind')}
          choices={ALERT_KINDS}
          value={kind}
          wordOf={(choice) => t(`kinds.${choice}`)}
        />
        <ChoiceFilter
          name="state"
          label={t('state')}
          any={t('anyState')}
          choices={STATES}
          value={state}
          wordOf={(choice) => t(`states.${choice}`)}
        />
      </Filters>
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={BellRing} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
