'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { StateBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'
import { submitTest } from '../actions'
import { AddressWaits } from './address-waits'

const CODES = {
  no_gateway: 'codeNoGateway',
  not_projected: 'codeNotProjected',
  no_such_model: 'codeNoSuchModel',
  no_usable_key: 'codeNoUsableKey',
  unusable_channel: 'codeUnusableChannel',
  busy: 'codeBusy',
} as const
const isKnown = (code: string): code is keyof typeof CODES => Object.hasOwn(CODES, code)

/** What came of a test: status, latency, and the answer or the reason; with a way out where an address is in the way. */
export function TestResult({ test: first, isRoot }: { test: ChannelTestRun; isRoot: boolean }) {
  const t = useTranslations('admin.channels')
  const [again, setAgain] = useState<ChannelTestRun | null>(null)
  const [isAllowed, setAllowed] = useState(false)
  const test = again ?? first
  const { isOk, isAccessDenied, status, latencyMs, text, code, blockedHostPort, inputTokens, outputTokens } = test
  const reason = code != null && isKnown(code) ? t(CODES[code]) : text
  const hasAnswered = status != null && status > 0 && latencyMs != null // 0: nothing came back
  return (
    <div className="flex flex-col gap-3" role="status">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge tone={isOk ? 'positive' : 'danger'}>
          {isOk ? t('testOk') : isAccessDenied ? t('testDenied') : t('testFailed')}
        </StateBadge>
        <span className="font-mono text-[13px]">{test.modelName}</span>
        {hasAnswered && (
          <span className="text-[13px] text-text-muted">{t('testAnswered', { status, ms: latencyMs })}</span>
        )}
        {inputTokens != null && outputTokens != null && (
          <span className="text-[13px] text-text-muted">
            {t('testTokens', { input: inputTokens, output: outputTokens })}
          </span>
        )}
      </div>
      {blockedHostPort != null && isAllowed ? (
        <TestAgain test={test} onTested={setAgain} />
      ) : blockedHostPort == null ? (
        reason !== '' && (
          <div>
            <div className="text-[13px] text-text-muted">{isOk ? t('testAnswer') : t('testReason')}</div>
            <p className="mt-1 whitespace-pre-wrap break-words rounded-md bg-sunken px-3 py-2">{reason}</p>
          </div>
        )
      ) : (
        <AddressWaits hostPort={blockedHostPort} isRoot={isRoot} onAllowed={() => setAllowed(true)}>
          {t('testWaits', { hostPort: blockedHostPort })}
        </AddressWaits>
      )}
    </div>
  )
}

/** The same test once more, now that the address is allowed. */
function TestAgain({ test, onTested }: { test: ChannelTestRun; onTested: (test: ChannelTestRun | null) => void }) {
  const t = useTranslations('admin.channels')
  const { submit, isBusy } = useSubmit()
  const run = () =>
    submit(async () => {
      const { channelId, channelKeyId, modelName } = test
      const result = await submitTest({ channelId, channelKeyId: channelKeyId ?? null, modelName })
      if (result.type === 'done') onTested(result.value)
      return result
    })
  return (
    <Button variant="primary" onClick={run} isBusy={isBusy} className="self-start">
      {t('testAgain')}
    </Button>
  )
}
