'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
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
  'address_not_allowed',
  'invalid_request',
  'internal_error',
  'network',
  'ticket',
  'session',
  'truncated',
] as const

/** Refusals without a body of ours: a proxy's. */
const BY_STATUS: Readonly<Record<string, (typeof KNOWN)[number] | 'unavailable'>> = {
  http_413: 'request_too_large',
  http_429: 'rate_limit_exceeded',
  http_502: 'unavailable',
  http_503: 'unavailable',
  http_504: 'unavailable',
}
const LOG_IN_PATH = '/login?next=%2Fplayground'
const TICK_MS = 1_000

export interface AnswerErrorProps {
  error: ChatError
  requestId: string | undefined
  /** Absent while nothing can be asked. */
  onRetry?: () => void
}

/** What happened, what to do, and the id under which it can be looked up. */
export function AnswerError({ error, requestId, onRetry }: AnswerErrorProps) {
  const t = useTranslations('chatErrors')
  const playground = useTranslations('playground')
  const known = BY_STATUS[error.code] ?? KNOWN.find((code) => code === error.code)
  const waitSeconds = useSecondsUntil(error.retryAtMs)
  return (
    <Callout tone="danger" role="alert">
      <p>{known === undefined ? t('unknown') : t(known)}</p>
      {error.message !== '' && <p className="mt-1 text-[13px] text-text-muted">{error.message}</p>}
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        {waitSeconds > 0 && (
          <span aria-hidden className="tabular-nums">
            {playground('retryIn', { seconds: waitSeconds })}
          </span>
        )}
        {error.code === 'session' ? (
          <a href={LOG_IN_PATH} className="text-accent underline underline-offset-4">
            {playground('logIn')}
          </a>
        ) : (
          onRetry && (
            <Button size="small" onClick={onRetry} disabled={waitSeconds > 0}>
              {playground('regenerate')}
            </Button>
          )
        )}
      </div>
      {requestId && (
        <p className="mt-1 flex flex-wrap items-center gap-1 text-text-muted text-xs">
          {t('requestId')}{' '}
          <Link href={`/usage/${requestId}`} prefetch={false} className="break-all font-mono underline">
            {requestId}
          </Link>
          <CopyButton text={requestId} label={t('copyRequestId')} />
        </p>
      )}
    </Callout>
  )
}

/** Counts down to an instant. @returns 0 from then on, and where there is none */
function useSecondsUntil(instantMs = 0): number {
  const secondsLeft = () => Math.max(0, Math.ceil((instantMs - Date.now()) / TICK_MS))
  const [seconds, setSeconds] = useState(secondsLeft)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `secondsLeft` is of this instant
  useEffect(() => {
    setSeconds(secondsLeft())
    if (instantMs <= Date.now()) return
    const timer = setInterval(() => {
      const left = secondsLeft()
      setSeconds(left)
      if (left === 0) clearInterval(timer)
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [instantMs])
  return seconds
}
