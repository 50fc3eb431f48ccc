'use client'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Callout } from '@/components/ui/states'
import type { ChatError } from '@/lib/chat/conversation'

/** Codes for which we know better words than the gateway's message to a program. */
const KNOWN = [
  'insufficient_quota',
  'rate_limit_exceeded',
  'model_not_found',
  'model_not_allowed',
  'model_not_priced',
  'upstream_error',
  'upstream_timeout',
  'upstream_overloaded',
  'no_channel',
  'billing_unavailable',
  'request_too_large',
  'key_disabled',
  'network',
  'ticket',
  'truncated',
] as const

/** What happened, what to do, and the id under which it can be looked up. */
export function AnswerError({ error, requestId }: { error: ChatError; requestId: string | undefined }) {
  const t = useTranslations('chatErrors')
  const known = KNOWN.find((code) => code === error.code)
  return (
    <Callout tone="danger" role="alert">
      <p>{known === undefined ? t('unknown') : t(known)}</p>
      {error.message !== '' && <p className="mt-1 text-[13px] text-text-muted">{error.message}</p>}
      {requestId && (
        <p className="mt-1 flex flex-wrap items-center gap-1 text-text-muted text-xs">
          {t('requestId')} <code className="break-all font-mono">{requestId}</code>
          <CopyButton text={requestId} label={t('copyRequestId')} />
        </p>
      )}
    </Callout>
  )
}
