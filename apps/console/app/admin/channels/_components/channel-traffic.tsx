import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { getTraffic, listTraffic, type TrafficRow } from '@/lib/admin-api/traffic'
import { dayOf, formatDuration } from '@/lib/format'
import { successShareOf } from '@/lib/success-share'

/** As many as the API gives at once: channels with the most calls' worth come first. */
const MOST_CHANNELS = 100

/** Calls of the campus day so far. */
export interface ChannelsToday {
  calls: string
  byChannel: ReadonlyMap<string, TrafficRow>
}

export async function getChannelsToday(timeZone: string): Promise<ChannelsToday> {
  const today = dayOf(Date.now(), timeZone)
  const filter = { from: today, to: today }
  const [{ calls }, { rows }] = await Promise.all([
    getTraffic(filter, 'DAY'),
    listTraffic({ first: MOST_CHANNELS, after: null }, { dimension: 'CHANNEL', filter }),
  ])
  return { calls, byChannel: new Map(rows.map((row) => [row.id, row])) }
}

/** A channel's part of today's calls, how many of them failed, and how long they took; a click opens its dashboard. */
export async function ChannelTraffic({ channelId, today }: { channelId: string; today: ChannelsToday }) {
  const [t, locale] = await Promise.all([getTranslations('admin.channels'), getLocale()])
  const row = today.byChannel.get(channelId)
  const answered = row && successShareOf(row)
  if (row === undefined || answered === undefined) return <span className="text-text-muted">{t('noCallsToday')}</span>
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const p50Ms = row.duration?.p50Ms
  return (
    <Link
      href={`/admin/dashboard?period=today&tab=channel&channelId=${channelId}`}
      className="block whitespace-nowrap text-text-muted tabular-nums hover:underline"
    >
      <span className="block text-text">
        {t('shareToday', { share: percent.format(Number(row.calls) / Number(today.calls)) })}
      </span>
      <span className={answered < 100 ? 'block text-danger' : 'block'}>
        {t('failedToday', { share: percent.format((100 - answered) / 100) })}
      </span>
      {p50Ms != null && <span className="block">p50 {formatDuration(p50Ms)}</span>}
    </Link>
  )
}
