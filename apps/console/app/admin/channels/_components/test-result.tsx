'use client'
import { useTranslations } from 'next-intl'
import { StateBadge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/states'
import type { TestView } from '@/lib/admin-api/channels'
import { AllowAddress } from './allow-address'

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
export function TestResult({ test, isRoot }: { test: TestView; isRoot: boolean }) {
  const t = useTranslations('admin.channels')
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
      {blockedHostPort == null ? (
        reason !== '' && (
          <div>
            <div className="text-[13px] text-text-muted">{isOk ? t('testAnswer') : t('testReason')}</div>
            <p className="mt-1 whitespace-pre-wrap break-words rounded-md bg-sunken px-3 py-2">{reason}</p>
          </div>
        )
      ) : (
        <Callout tone="warning">
          <p>{t('testWaits', { hostPort: blockedHostPort })}</p>
          <div className="mt-2">
            {isRoot ? <AllowAddress hostPort={blockedHostPort} /> : <span>{t('notRoot')}</span>}
          </div>
        </Callout>
      )}
    </div>
  )
}
