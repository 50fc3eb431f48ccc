import { Layers } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MoveDialog } from '@/components/corrections/move-dialog'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter } from '@/components/data-table/filters'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { ACCOUNT_STATES } from '@/lib/admin-api/accounts'
import { listSecondPeople } from '@/lib/admin-api/corrections'
import { listCourses } from '@/lib/admin-api/courses'
import { listPools } from '@/lib/admin-api/pools'
import { ADMIN_ROLES, FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { OpenPool } from './_components/open-pool'
import { poolColumns } from './_components/pool-columns'
import { poolFilterOf } from './_components/pool-filter'

const MOST_COURSES = 100

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('pools') }
}

export default async function PoolsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me, installation }, parameters] = await Promise.all([requireRole(FINANCE_ROLES), searchParams])
  const mayWrite = ADMIN_ROLES.includes(me.role)
  const [page, columns, courses, people, t, accounts] = await Promise.all([
    listPools(pageArgsOf(parameters), poolFilterOf(parameters)),
    poolColumns({ mayWrite, ...installation }),
    mayWrite ? listCourses({ first: MOST_COURSES, after: null }) : undefined,
    mayWrite ? listSecondPeople(me.id) : [],
    getTranslations('finance.pools'),
    getTranslations('finance.accounts'),
  ])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <CsvLink path="/finance/pools/csv" parameters={parameters} />
          {courses !== undefined && (
            <>
              <MoveDialog currency={installation.currency} people={people} />
              <OpenPool courses={courses.rows} />
            </>
          )}
        </>
      }
    >
      <Toolbar action="/finance/pools" parameters={parameters} placeholder={t('search')}>
        <ChoiceFilter
          name="state"
          label={accounts('state')}
          any={t('anyState')}
          choices={ACCOUNT_STATES}
          value={choiceOf(parameters, 'state', ACCOUNT_STATES)}
          wordOf={(choice) => accounts(`states.${choice}`)}
        />
      </Toolbar>
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={Layers} title={t('empty')}>
            {mayWrite ? t('emptyText') : t('emptyReader')}
          </EmptyState>
        }
      />
    </Page>
  )
}
