import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { PeriodPicker } from '@/components/usage/period-picker'
import { UsageReport } from '@/components/usage/usage-report'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import type { SearchParameters } from '@/lib/table-address'
import { periodOf } from '@/lib/usage-filter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('spend'))('calls') }
}

/** Everybody's calls, read only. */
export default async function CallsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  await requireRole(FINANCE_ROLES)
  const [parameters, t] = await Promise.all([searchParams, getTranslations('spend')])
  return (
    <Page
      title={t('calls')}
      description={t('callsDescription')}
      actions={<PeriodPicker parameters={parameters} period={periodOf(parameters)} />}
    >
      <UsageReport
        parameters={parameters}
        filter={{}}
        showUser
        path="/finance/spend/calls"
        csvPath="/finance/spend/calls/csv"
      />
    </Page>
  )
}
