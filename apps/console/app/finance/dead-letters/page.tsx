import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter, Filters } from '@/components/data-table/filters'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { DEAD_LETTER_KINDS, listDeadLetters } from '@/lib/admin-api/dead-letters'
import { ADMIN_ROLES, FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { letterColumns } from './_components/letter-columns'
import { LETTER_STATES, letterFilterOf } from './_components/letter-filter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('deadLetters') }
}

/** Usage events that could not be booked. Finance looks; administrators have them tried again. */
export default async function DeadLettersPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me }, parameters] = await Promise.all([requireRole(FINANCE_ROLES), searchParams])
  const [page, columns, t] = await Promise.all([
    listDeadLetters(pageArgsOf(parameters), letterFilterOf(parameters)),
    letterColumns({ mayReplay: ADMIN_ROLES.includes(me.role) }),
    getTranslations('finance.deadLetters'),
  ])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<CsvLink path="/finance/dead-letters/csv" parameters={parameters} />}
    >
      <Filters action="/finance/dead-letters">
        <ChoiceFilter
          name="kind"
          label={t('kind')}
          any={t('anyKind')}
          choices={DEAD_LETTER_KINDS}
          value={choiceOf(parameters, 'kind', DEAD_LETTER_KINDS)}
          wordOf={(choice) => t(`kinds.${choice}`)}
        />
        <ChoiceFilter
          name="state"
          label={t('state')}
          any={t('anyState')}
          choices={LETTER_STATES}
          value={choiceOf(parameters, 'state', LETTER_STATES)}
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
          <EmptyState icon={Inbox} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
