import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'

const CAUSES = {
  SAVED: 'causeSaved',
  ASKED: 'causeAsked',
  SCHEDULED: 'causeScheduled',
  CAPABILITIES: 'causeCapabilities',
} as const

export async function testColumns(): Promise<readonly Column<ChannelTestRun>[]> {
  const t = await getTranslations('admin.channels')
  return [
    { id: 'at', header: t('when'), cell: ({ at }) => <Time at={at} /> },
    { id: 'model', header: t('testModel'), cell: ({ modelName }) => <span className="break-all">{modelName}</span> },
    {
      id: 'result',
      header: t('state'),
      cell: ({ isOk, isAccessDenied }) => (
        <StateBadge tone={isOk ? 'positive' : 'danger'}>
          {isOk ? t('testOk') : isAccessDenied ? t('testDenied') : t('testFailed')}
        </StateBadge>
      ),
    },
    { id: 'status', header: 'HTTP', isNumeric: true, cell: ({ status }) => status || '–' },
    {
      id: 'latency',
      header: t('latency'),
      isNumeric: true,
      cell: ({ latencyMs }) => (latencyMs == null ? '–' : t('ms', { ms: latencyMs })),
    },
    {
      id: 'text',
      header: t('note'),
      cell: ({ text, code, blockedHostPort }) => (
        <span className="line-clamp-2 max-w-md break-words" title={text}>
          {blockedHostPort == null ? text || code : t('importWaits', { hostPort: blockedHostPort })}
        </span>
      ),
    },
    { id: 'cause', header: t('cause'), cell: ({ cause }) => t(CAUSES[cause]) },
  ]
}
