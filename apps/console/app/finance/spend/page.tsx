import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { PeriodPicker } from '@/components/usage/period-picker'
import { periodOf, UsageReport } from '@/components/usage/usage-report'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import type { SearchParameters } from '@/lib/table-address'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('spend') }
}

/** Everybody's calls, read only. */
export default async function SpendPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  await requireRole(FINANCE_ROLES)
  const [parameters, t] = await Promise.all([searchParams, getTranslations('spend')])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<PeriodPicker parameters={parameters} period={periodOf(parameters)} />}
    >
      <UsageReport parameters={parameters} filter={{}} showUser csvPath="/finance/spend/csv" />
    </Page>
  )
}
