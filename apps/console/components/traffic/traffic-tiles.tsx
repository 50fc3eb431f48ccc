import { getLocale, getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Tile } from '@/components/ui/card'
import type { Traffic, TrafficBefore } from '@/lib/admin-api/traffic'
import { formatCount } from '@/lib/format'
import { successShareOf } from '@/lib/success-share'
import { changeOf } from '@/lib/trend'
import { LatencyText } from './latency-text'

/** Two figures in the place of one. */
const Latency = ({ spread }: { spread: Traffic['duration'] }) => (
  <span className="text-base">
    <LatencyText spread={spread} />
  </span>
)

export interface TrafficTilesProps {
  traffic: Traffic
  /** As many days just before, to compare with; absent: nothing is compared. */
  before?: { traffic: TrafficBefore; days: number } | undefined
}

/** What a period came to. */
export async function TrafficTiles({ traffic, before }: TrafficTilesProps) {
  const [t, usage, locale] = await Promise.all([
    getTranslations('finance.traffic'),
    getTranslations('usage'),
    getLocale(),
  ])
  const count = (text: string) => formatCount(text, locale)
  const success = successShareOf(traffic)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', signDisplay: 'exceptZero' })
  const trend = (read: (sums: TrafficBefore) => string): string | undefined => {
    const change = before && changeOf(read(traffic), read(before.traffic))
    return before && change !== undefined
      ? t('trend', { change: percent.format(change), days: before.days })
      : undefined
  }
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3">
      <Tile
        label={usage('cost')}
        value={<Money amount={traffic.amount} precision="exact" />}
        note={trend(({ amount }) => amount)}
      />
      <Tile label={usage('calls')} value={count(traffic.calls)} note={trend(({ calls }) => calls)} />
      <Tile
        label={usage('tokens')}
        value={count(String(BigInt(traffic.inputTokens) + BigInt(traffic.outputTokens)))}
        note={t('tokensNote', {
          input: count(traffic.inputTokens),
          cached: count(traffic.cachedTokens),
          output: count(traffic.outputTokens),
          reasoning: count(traffic.reasoningTokens),
        })}
      />
      <Tile
        label={usage('success')}
        value={success === undefined ? usage('noData') : `${success}%`}
        note={success === undefined ? undefined : t('failedOf', { count: count(traffic.failedCalls) })}
      />
      <Tile label={t('duration')} value={<Latency spread={traffic.duration} />} note={samples(traffic.duration)} />
      <Tile label={t('firstByte')} value={<Latency spread={traffic.firstByte} />} note={samples(traffic.firstByte)} />
    </div>
  )

  function samples(spread: Traffic['duration']): string | undefined {
    return spread && spread.samples > 0 ? t('spreadNote', { count: formatCount(spread.samples, locale) }) : undefined
  }
}
