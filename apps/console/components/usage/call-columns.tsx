import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import type { UsageCall } from '@/lib/admin-api/usage'
import { formatCount, formatDuration } from '@/lib/format'
import { UsageStatusBadge } from './usage-status-badge'

/** @param showUser whose call it was, where there are several people's */
export async function callColumns({ showUser }: { showUser: boolean }): Promise<readonly Column<UsageCall>[]> {
  const [t, locale] = await Promise.all([getTranslations('usage'), getLocale()])
  const user: Column<UsageCall> = { id: 'user', header: t('user'), cell: (call) => call.user.username }
  return [
    {
      id: 'time',
      header: t('time'),
      cell: ({ requestId, admittedAt }) => (
        <Link href={`/usage/${requestId}`} className="text-accent underline-offset-4 hover:underline">
          <Time at={admittedAt} />
        </Link>
      ),
    },
    ...(showUser ? [user] : []),
    { id: 'model', header: t('model'), className: 'break-all sm:min-w-36', cell: ({ modelName }) => modelName },
    {
      id: 'key',
      header: t('key'),
      className: 'whitespace-nowrap',
      isWideOnly: true,
      cell: ({ apiKey }) =>
        apiKey === null || apiKey === undefined
          ? t('unknownKey')
          : apiKey.kind === 'PLAYGROUND'
            ? t('playgroundKey')
            : apiKey.name,
    },
    {
      id: 'tokens',
      header: t('tokensInOut'),
      isNumeric: true,
      isWideOnly: true,
      cell: ({ inputTokens, outputTokens }) =>
        `${formatCount(inputTokens, locale)} / ${formatCount(outputTokens, locale)}`,
    },
    { id: 'cost', header: t('cost'), isNumeric: true, cell: ({ amount }) => <Money amount={amount} /> },
    {
      id: 'status',
      header: t('status'),
      cell: ({ status, errorCode }) => <UsageStatusBadge status={status} errorCode={errorCode ?? null} />,
    },
    { id: 'duration', header: t('duration'), isNumeric: true, cell: ({ durationMs }) => formatDuration(durationMs) },
  ]
}
