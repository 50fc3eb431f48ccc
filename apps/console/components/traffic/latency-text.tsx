import { useTranslations } from 'next-intl'
import type { Traffic } from '@/lib/admin-api/traffic'
import { formatDuration } from '@/lib/format'

/** Median and 95th percentile, or that nothing was measured. */
export function LatencyText({ spread }: { spread: Traffic['duration'] }) {
  const t = useTranslations('usage')
  if (spread?.p50Ms == null || spread.p95Ms == null) return <span className="text-text-muted">{t('noData')}</span>
  return `${formatDuration(spread.p50Ms)} / ${formatDuration(spread.p95Ms)}`
}
