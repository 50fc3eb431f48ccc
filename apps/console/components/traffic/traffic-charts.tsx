import { getLocale, getTranslations } from 'next-intl/server'
import { ChartFigure } from '@/components/charts/chart-figure'
import type { TrafficInterval } from '@/gql/graphql'
import { getSession } from '@/lib/admin-api/session'
import type { Traffic, TrafficPoint } from '@/lib/admin-api/traffic'
import { formatCount, formatDuration } from '@/lib/format'
import { formatMoney } from '@/lib/money'
import { pointLabel } from '@/lib/point-label'

export interface TrafficChartsProps {
  traffic: Traffic
  interval: TrafficInterval
  /** Without: cost and calls alone. */
  withLatency: boolean
}

/** Cost, calls with errors, tokens, and how long they took, by hour, day, week or month. */
export async function TrafficCharts({ traffic, interval, withLatency }: TrafficChartsProps) {
  const [t, usage, locale, { installation }] = await Promise.all([
    getTranslations('finance.traffic'),
    getTranslations('usage'),
    getLocale(),
    getSession(),
  ])
  const { points } = traffic
  const labels = points.map((point) => pointLabel(point, { interval, timeZone: installation.timeZone }))
  const of = <Value,>(read: (point: TrafficPoint) => Value) => points.map(read)
  const counted = (read: (point: TrafficPoint) => string) => ({
    values: of((point) => Number(read(point))),
    texts: of((point) => formatCount(read(point), locale)),
  })
  const timed = (kind: 'duration' | 'firstByte', quantile: 'p50Ms' | 'p95Ms') => ({
    values: of((point) => point[kind]?.[quantile] ?? null),
    texts: of((point) => {
      const ms = point[kind]?.[quantile]
      return ms == null ? usage('noData') : `${formatDuration(ms)} (${formatCount(point[kind]?.samples ?? 0, locale)})`
    }),
  })
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
  const common = {
    ...{ labels, labelHeader: t(`intervals.${interval}`) },
    formatAxis: (value: number) => short.format(value),
  }
  const money = { currency: installation.currency, locale, precision: 'exact' } as const
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ChartFigure
        {...common}
        title={usage('cost')}
        note={installation.currency}
        kind="bars"
        series={[
          {
            name: usage('cost'),
            colour: 1,
            values: of(({ amount }) => Number(amount)),
            texts: of(({ amount }) => formatMoney(amount, money)),
          },
        ]}
      />
      <ChartFigure
        {...common}
        title={usage('calls')}
        kind="bars"
        isWhole
        series={[
          {
            name: t('completed'),
            colour: 3,
            ...counted(({ calls, failedCalls }) => String(BigInt(calls) - BigInt(failedCalls))),
          },
          { name: t('notCompleted'), colour: 2, ...counted(({ failedCalls }) => failedCalls) },
        ]}
      />
      {withLatency && (
        <>
          <ChartFigure
            {...common}
            title={usage('tokens')}
            kind="bars"
            isWhole
            series={[
              { name: t('input'), colour: 1, ...counted(({ inputTokens }) => inputTokens) },
              { name: t('output'), colour: 5, ...counted(({ outputTokens }) => outputTokens) },
            ]}
          />
          <ChartFigure
            {...common}
            title={t('howLong')}
            note={t('millisecondsSamples')}
            kind="lines"
            formatAxis={formatDuration}
            series={[
              { name: t('durationP50'), colour: 1, ...timed('duration', 'p50Ms') },
              { name: t('durationP95'), colour: 2, ...timed('duration', 'p95Ms') },
              { name: t('firstByteP50'), colour: 3, ...timed('firstByte', 'p50Ms') },
              { name: t('firstByteP95'), colour: 4, ...timed('firstByte', 'p95Ms') },
            ]}
          />
        </>
      )}
    </div>
  )
}
