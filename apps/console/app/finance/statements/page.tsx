import { FileText } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { CsvLink } from '@/components/data-table/csv-link'
import { PrintButton } from '@/components/print-button'
import { Page } from '@/components/shell/page'
import { EmptyState, Skeleton } from '@/components/ui/states'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { getStatement, statementPeriodOf } from '@/lib/admin-api/statements'
import { sumByCostCentre } from '@/lib/cost-centres'
import { offeredPeriods } from '@/lib/statement-period'
import { type SearchParameters, textOf } from '@/lib/table-address'
import { CostCentreTable } from './_components/cost-centre-table'
import { LedgerCheck } from './_components/ledger-check'
import { MonthForm } from './_components/month-form'
import { StatementSection } from './_components/statement-section'

const PATH = '/finance/statements'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('statements') }
}

/** A month by cost centre, course and model, to be printed, with the ledger's own sum beside it. */
export default async function StatementsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ installation }, parameters, t] = await Promise.all([
    requireRole(FINANCE_ROLES),
    searchParams,
    getTranslations('finance.statements'),
  ])
  const period = await statementPeriodOf(parameters, installation.timeZone)
  const statement = await getStatement(period)
  const costCentre = textOf(parameters, 'costCentre')
  const all = sumByCostCentre(statement.sections)
  const sections = statement.sections.filter((one) => costCentre === '' || one.costCentre === costCentre)
  return (
    <Page
      title={t('title', { period })}
      description={statement.isOpen ? t('open') : t('description')}
      actions={
        <div className="flex gap-2 print:hidden">
          <CsvLink path={`${PATH}/csv`} parameters={{ period }} />
          <PrintButton />
        </div>
      }
    >
      <MonthForm
        action={PATH}
        periods={offeredPeriods(installation.timeZone, Date.now())}
        period={period}
        costCentres={all.flatMap((sum) => sum.costCentre ?? [])}
        costCentre={costCentre}
      />
      {statement.sections.length === 0 ? (
        <div className="rounded-lg border bg-raised">
          <EmptyState icon={FileText} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        </div>
      ) : (
        <>
          {costCentre === '' && (
            <div className="grid gap-3 sm:grid-cols-3">
              <Suspense fallback={['a', 'b', 'c'].map((id) => <Skeleton key={id} className="h-24" />)}>
                <LedgerCheck period={period} />
              </Suspense>
            </div>
          )}
          <CostCentreTable sums={sumByCostCentre(sections)} />
          {sections.map((section) => (
            <StatementSection key={section.courseId} section={section} period={period} />
          ))}
        </>
      )}
    </Page>
  )
}
