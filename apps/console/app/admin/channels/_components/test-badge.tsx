import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { ChannelRow } from '@/lib/admin-api/channels'

/** What the last test found, and when; the reason on hover. */
export async function TestBadge({ test }: { test: ChannelRow['lastTest'] }) {
  const t = await getTranslations('admin.channels')
  if (test == null) return <span className="text-text-muted">{t('neverTested')}</span>
  const word = test.isOk ? t('testOk') : test.isAccessDenied ? t('testDenied') : t('testFailed')
  return (
    <>
      <StateBadge tone={test.isOk ? 'positive' : 'danger'} title={test.text}>
        {word}
      </StateBadge>
      <span className="block whitespace-nowrap text-text-muted">
        {test.latencyMs != null && test.isOk && `${t('ms', { ms: test.latencyMs })} · `}
        <Time at={test.at} />
      </span>
    </>
  )
}
