import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { PeriodPicker } from '@/components/usage/period-picker'
import { UsageReport } from '@/components/usage/usage-report'
import { requireUser } from '@/lib/admin-api/session'
import type { SearchParameters } from '@/lib/table-address'
import { periodOf } from '@/lib/usage-filter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('usage') }
}

/** The person's own calls, whatever the role. */
export default async function UsagePage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me }, parameters, t] = await Promise.all([requireUser(), searchParams, getTranslations('usage')])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<PeriodPicker parameters={parameters} period={periodOf(parameters)} />}
    >
      <UsageReport
        parameters={parameters}
        filter={{ userId: me.id }}
        showUser={false}
        path="/usage"
        csvPath="/usage/csv"
      />
    </Page>
  )
}
