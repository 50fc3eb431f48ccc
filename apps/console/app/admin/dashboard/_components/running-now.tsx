import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Tile } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/states'
import { getOperations } from '@/lib/admin-api/operations'
import { formatCount } from '@/lib/format'
import { runningNowOf } from '@/lib/running-now'

const GRID = 'grid grid-cols-2 gap-3 md:grid-cols-3'

/** What runs and what waits over all gateways, asked of them; the rest of the page does not wait for it. */
export async function RunningNow() {
  const [operations, t, locale] = await Promise.all([getOperations(), getTranslations('admin.dashboard'), getLocale()])
  const now = operations.isBusConnected ? runningNowOf(operations.gateways) : undefined
  const count = (value: number | string): string => formatCount(value, locale)
  const link = (text: ReactNode) => (
    <Link href="/admin/operations" className="text-accent underline-offset-4 hover:underline">
      {text}
    </Link>
  )
  if (now === undefined) {
    const note = operations.isBusConnected ? t('noGateways') : t('noBus')
    return (
      <div className={GRID}>
        <Tile label={link(t('running'))} value={t('unknown')} note={note} />
        <Tile label={link(t('waiting'))} value={t('unknown')} note={note} />
        <Tile label={link(t('projection'))} value={t('unknown')} note={note} />
      </div>
    )
  }
  const { silentCount, projectionSeconds } = now
  return (
    <div className={GRID}>
      <Tile
        label={link(t('running'))}
        value={count(now.calls)}
        note={t('runningNote', { streams: now.streams, queued: count(now.queued) })}
      />
      <Tile
        label={link(t('waiting'))}
        value={count(now.unsettled)}
        note={t('waitingNote', { pending: count(now.pending), outbox: count(operations.ledgerOutbox) })}
      />
      <Tile
        label={link(t('projection'))}
        value={projectionSeconds === undefined ? t('unknown') : t('seconds', { count: count(projectionSeconds) })}
        note={
          <>
            {t('gatewaysNote', { count: now.gatewayCount })}
            {silentCount > 0 && <span className="text-danger"> · {t('silent', { count: silentCount })}</span>}
          </>
        }
      />
    </div>
  )
}

/** Keeps their place. */
export const RunningNowSkeleton = () => (
  <div className={GRID}>
    {['a', 'b', 'c'].map((id) => (
      <Skeleton key={id} className="h-[92px]" />
    ))}
  </div>
)
