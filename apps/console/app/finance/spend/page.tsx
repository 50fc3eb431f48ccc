import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { ChosenThings } from '@/components/traffic/chosen-things'
import { DimensionTabs } from '@/components/traffic/dimension-tabs'
import { PeriodBar } from '@/components/traffic/period-bar'
import { TrafficCharts } from '@/components/traffic/traffic-charts'
import { TrafficTable } from '@/components/traffic/traffic-table'
import { TrafficTiles } from '@/components/traffic/traffic-tiles'
import { Button } from '@/components/ui/button'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { getTraffic } from '@/lib/admin-api/traffic'
import { changedAddress, choiceOf, type SearchParameters } from '@/lib/table-address'
import { PARAMETER_OF, trafficFilterOf } from '@/lib/traffic-address'
import { trafficPeriodOf } from '@/lib/traffic-period'
import { nextDimension, SPEND_DIMENSIONS } from './_components/spend-dimensions'

const PATH = '/finance/spend'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('spend') }
}

/** Everybody's calls added up, read only; each row leads further down to the calls and their receipts. */
export default async function SpendPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ installation }, parameters, t, traffic] = await Promise.all([
    requireRole(FINANCE_ROLES),
    searchParams,
    getTranslations('spend'),
    getTranslations('finance.traffic'),
  ])
  const period = trafficPeriodOf(parameters, installation.timeZone, Date.now())
  const dimension = choiceOf(parameters, 'by', SPEND_DIMENSIONS) ?? 'COST_CENTRE'
  const sums = await getTraffic(trafficFilterOf(parameters, period), period.interval)
  const next = nextDimension(dimension)
  const drilled = { by: next, sort: undefined, direction: undefined, search: undefined }
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <Button asChild>
          <Link href={`${PATH}/calls`}>
            <ListChecks aria-hidden />
            {t('calls')}
          </Link>
        </Button>
      }
    >
      <PeriodBar action={PATH} parameters={parameters} period={period} />
      <ChosenThings parameters={parameters} period={period} />
      <TrafficTiles traffic={sums} />
      <TrafficCharts traffic={sums} interval={period.interval} withLatency={false} />
      <DimensionTabs
        label={traffic('by')}
        tabs={SPEND_DIMENSIONS.map((id) => ({
          ...{ id, name: traffic(`dimensions.${id}`) },
          href: changedAddress(parameters, { by: id, search: undefined }),
        }))}
        current={dimension}
      />
      <TrafficTable
        {...{ dimension, parameters, period }}
        action={PATH}
        csvPath={`${PATH}/csv`}
        withLatency={false}
        hrefOf={({ id }) =>
          id === '' ? undefined : changedAddress(parameters, { ...drilled, [PARAMETER_OF[dimension]]: id })
        }
      />
    </Page>
  )
}
