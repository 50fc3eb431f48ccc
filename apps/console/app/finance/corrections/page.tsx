import { Scale } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AdjustDialog } from '@/components/corrections/adjust-dialog'
import { correctionColumns } from '@/components/corrections/correction-columns'
import { MoveDialog } from '@/components/corrections/move-dialog'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter, Filters } from '@/components/data-table/filters'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { CORRECTION_KINDS, CORRECTION_STATES, listCorrections, listSecondPeople } from '@/lib/admin-api/corrections'
import { ADMIN_ROLES, FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('corrections') }
}

/** Changes of balances by hand. Finance looks at them; administrators ask for them and decide about each other's. */
export default async function CorrectionsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me, installation }, parameters] = await Promise.all([requireRole(FINANCE_ROLES), searchParams])
  const state = choiceOf(parameters, 'state', CORRECTION_STATES)
  const kind = choiceOf(parameters, 'kind', CORRECTION_KINDS)
  const mayCorrect = ADMIN_ROLES.includes(me.role)
  const [corrections, people, columns, t] = await Promise.all([
    listCorrections(pageArgsOf(parameters), { state: state ?? null, kind: kind ?? null }),
    mayCorrect ? listSecondPeople(me.id) : [],
    correctionColumns(),
    getTranslations('corrections'),
  ])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <CsvLink path="/finance/corrections/csv" parameters={parameters} />
          {mayCorrect && (
            <>
              <MoveDialog currency={installation.currency} people={people} />
              <AdjustDialog currency={installation.currency} people={people} />
            </>
          )}
        </>
      }
    >
      <Filters action="/finance/corrections">
        <ChoiceFilter
          name="state"
          label={t('state')}
          any={t('anyState')}
          choices={CORRECTION_STATES}
          value={state}
          wordOf={(choice) => t(`states.${choice}`)}
        />
        <ChoiceFilter
          name="kind"
          label={t('kind')}
          any={t('anyKind')}
          choices={CORRECTION_KINDS}
          value={kind}
          wordOf={(choice) => t(`kinds.${choice}`)}
        />
      </Filters>
      <DataTable
        caption={t('title')}
        columns={columns}
        page={corrections}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={Scale} title={t('empty')}>
            {mayCorrect ? t('emptyText') : t('emptyTextReader')}
          </EmptyState>
        }
      />
    </Page>
  )
}
