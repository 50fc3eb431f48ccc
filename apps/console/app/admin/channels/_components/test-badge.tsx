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
      {test.latencyMs != null && test.isOk && (
        <span className="ml-1.5 whitespace-nowrap text-text-muted">{t('ms', { ms: test.latencyMs })}</span>
      )}
      <span className="mt-0.5 block text-text-muted text-xs">
        <Time at={test.at} />
      </span>
    </>
  )
}
