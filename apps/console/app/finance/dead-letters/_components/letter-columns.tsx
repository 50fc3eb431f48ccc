import { getLocale, getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { ReceiptLink } from '@/components/ledger/history'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { DeadLetterRow } from '@/lib/admin-api/dead-letters'
import { formatCount } from '@/lib/format'
import { ReplayLetter } from './replay-letter'

export async function letterColumns({ mayReplay }: { mayReplay: boolean }): Promise<readonly Column<DeadLetterRow>[]> {
  const t = await getTranslations('finance.deadLetters')
  const actions: Column<DeadLetterRow> = {
    id: 'actions',
    header: <span className="sr-only">{t('actions')}</span>,
    className: 'text-right',
    cell: ({ id, resolvedAt }) => !resolvedAt && <ReplayLetter id={id} />,
  }
  return [
    { id: 'since', header: t('since'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: 'state', header: t('state'), className: 'min-w-36', cell: (letter) => <State letter={letter} /> },
    { id: 'reason', header: t('reason'), className: 'min-w-56', cell: (letter) => <Reason letter={letter} /> },
    { id: 'call', header: t('call'), className: 'min-w-44', cell: (letter) => <Call letter={letter} /> },
    ...(mayReplay ? [actions] : []),
  ]
}

async function State({ letter }: { letter: DeadLetterRow }) {
  const t = await getTranslations('finance.deadLetters')
  const { kind, resolvedAt, requestId, attempts, replayedBy } = letter
  return (
    <>
      {resolvedAt ? (
        <StateBadge tone="positive">
          {requestId ? <ReceiptLink requestId={requestId}>{t('states.settled')}</ReceiptLink> : t('states.settled')}
        </StateBadge>
      ) : (
        <StateBadge tone={kind === 'POISON' ? 'danger' : 'warning'}>{t(`kinds.${kind}`)}</StateBadge>
      )}
      <span className="block text-text-muted">{t('attempts', { count: attempts })}</span>
      {replayedBy && <span className="block text-text-muted">{t('triedBy', { username: replayedBy.username })}</span>}
    </>
  )
}

async function Reason({ letter: { reason, text } }: { letter: DeadLetterRow }) {
  const t = await getTranslations('finance.deadLetters')
  return (
    <>
      <span className="break-words" lang="en">
        {reason}
      </span>
      <details className="mt-1">
        <summary className="text-text-muted">{t('event')}</summary>
        <pre className="mt-1 max-h-64 max-w-xl overflow-auto whitespace-pre-wrap break-all rounded-md border bg-sunken p-2 text-xs">
          {text}
        </pre>
      </details>
    </>
  )
}

async function Call({ letter: { call, requestId } }: { letter: DeadLetterRow }) {
  const [t, locale] = await Promise.all([getTranslations('finance.deadLetters'), getLocale()])
  if (!call) return <span className="text-text-muted">{t('unknownCall')}</span>
  const { modelName, user, apiKey, inputTokens, outputTokens } = call
  return (
    <>
      {modelName && <span className="block break-all">{modelName}</span>}
      <span className="block text-text-muted">{[user?.username, apiKey?.name].filter(Boolean).join(' · ')}</span>
      {inputTokens && outputTokens && (
        <span className="block text-text-muted">
          {t('tokens', { input: formatCount(inputTokens, locale), output: formatCount(outputTokens, locale) })}
        </span>
      )}
      {requestId && <code className="block break-all font-mono text-text-muted text-xs">{requestId}</code>}
    </>
  )
}
