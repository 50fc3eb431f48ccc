import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { Page } from '@/components/shell/page'
import { ChosenThings } from '@/components/traffic/chosen-things'
import { DimensionTabs } from '@/components/traffic/dimension-tabs'
import { OutcomeList } from '@/components/traffic/outcome-list'
import { PeriodBar } from '@/components/traffic/period-bar'
import { TrafficCharts } from '@/components/traffic/traffic-charts'
import { TrafficTable } from '@/components/traffic/traffic-table'
import { TrafficTiles } from '@/components/traffic/traffic-tiles'
import { Callout } from '@/components/ui/states'
import { listAlerts } from '@/lib/admin-api/alerts'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { getTrafficBeside } from '@/lib/admin-api/traffic'
import { changedAddress, choiceOf, type SearchParameters } from '@/lib/table-address'
import { chosenOf, PARAMETER_OF, trafficFilterOf } from '@/lib/traffic-address'
import { periodBefore, type TrafficPeriod, trafficPeriodOf } from '@/lib/traffic-period'
import { DASHBOARD_TABS, dimensionOfTab } from './_components/dashboard-tabs'
import { RunningNow, RunningNowSkeleton } from './_components/running-now'

const PATH = '/admin/dashboard'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('dashboard') }
}

/** Four dashboards: everything, and each key, channel and model by itself. */
export default async function DashboardPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ installation }, parameters, t] = await Promise.all([
    requireRole(ADMIN_ROLES),
    searchParams,
    getTranslations('admin.dashboard'),
  ])
  const period = trafficPeriodOf(parameters, installation.timeZone, Date.now())
  const tab = choiceOf(parameters, 'tab', DASHBOARD_TABS) ?? 'all'
  const dimension = dimensionOfTab(tab)
  const isOfOne = chosenOf(parameters).length > 0
  const tabs = DASHBOARD_TABS.map((id) => ({
    ...{ id, name: t(`tabs.${id}`) },
    href: changedAddress(periodAlone(parameters), { tab: id === 'all' ? undefined : id }),
  }))
  return (
    <Page title={t('title')} description={t('description')}>
      <OpenAlerts />
      {tab === 'all' && !isOfOne && (
        <Suspense fallback={<RunningNowSkeleton />}>
          <RunningNow />
        </Suspense>
      )}
      <DimensionTabs label={t('title')} tabs={tabs} current={tab} />
      <PeriodBar action={PATH} parameters={parameters} period={period} />
      <ChosenThings parameters={parameters} period={period} />
      {(dimension === undefined || isOfOne) && <Sums parameters={parameters} period={period} />}
      {dimension !== undefined && !isOfOne && (
        <TrafficTable
          {...{ dimension, parameters, period }}
          action={PATH}
          csvPath={`${PATH}/csv`}
          withLatency
          hrefOf={({ id }) =>
            id === '' ? undefined : changedAddress(parameters, { [PARAMETER_OF[dimension]]: id, search: undefined })
          }
        />
      )}
    </Page>
  )
}

async function Sums({ parameters, period }: { parameters: SearchParameters; period: TrafficPeriod }) {
  const { days, ...earlier } = periodBefore(period)
  const { traffic, before } = await getTrafficBeside(
    trafficFilterOf(parameters, period),
    trafficFilterOf(parameters, { ...period, ...earlier }),
    period.interval,
  )
  return (
    <>
      <TrafficTiles traffic={traffic} before={{ traffic: before, days }} />
      <TrafficCharts traffic={traffic} interval={period.interval} withLatency />
      <OutcomeList traffic={traffic} />
    </>
  )
}

/** What somebody should look at comes first. */
async function OpenAlerts() {
  const [{ totalCount }, t] = await Promise.all([
    listAlerts({ first: 1, after: null }, { isOpen: true }),
    getTranslations('admin.dashboard'),
  ])
  if (totalCount === 0) return null
  return (
    <Callout tone="warning">
      {t('openAlerts', { count: totalCount })}{' '}
      <Link href="/finance/alerts?state=open" className="text-accent underline underline-offset-4">
        {t('seeAlerts')}
      </Link>
    </Callout>
  )
}

const periodAlone = ({ period, from, to, interval }: SearchParameters): SearchParameters => ({
  ...{ period, from, to, interval },
})
