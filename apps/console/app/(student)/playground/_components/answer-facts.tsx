'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { AnswerFacts, AnswerState } from '@/lib/chat/conversation'
import { tokensPerSecond } from '@/lib/chat/tokens-per-second'
import { formatCount, formatDuration } from '@/lib/format'
import { formatMoney } from '@/lib/money'

export interface AnswerFactsProps {
  model: string
  facts: AnswerFacts
  currency: string
  state: AnswerState
}

/** Model, tokens, cost, speed: what was told, and nothing that was not. */
export function AnswerFactsLine({ model, facts, currency, state }: AnswerFactsProps) {
  const t = useTranslations('playground')
  const locale = useLocale()
  const count = (tokens: number) => formatCount(tokens, locale)
  const { usage = {}, cost, firstTokenMs, durationMs } = facts
  const speed = tokensPerSecond(facts)
  const parts = [
    usage.inputTokens !== undefined &&
      (usage.cachedTokens
        ? t('tokensInCached', { count: count(usage.inputTokens), cached: count(usage.cachedTokens) })
        : t('tokensIn', { count: count(usage.inputTokens) })),
    usage.outputTokens !== undefined &&
      (usage.reasoningTokens
        ? t('tokensOutReasoning', { count: count(usage.outputTokens), reasoning: count(usage.reasoningTokens) })
        : t('tokensOut', { count: count(usage.outputTokens) })),
    firstTokenMs !== undefined && t('firstToken', { time: formatDuration(firstTokenMs) }),
    durationMs !== undefined && t('total', { time: formatDuration(durationMs) }),
    speed !== undefined && t('speed', { count: speed.toFixed(1) }),
  ].filter((part) => part !== false)
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-text-muted text-xs tabular-nums">
      <span className="break-all font-medium">{model}</span>
      {cost !== undefined && (
        <span data-testid="answer-cost" className="font-medium text-text">
          {formatMoney(cost, { currency, locale, precision: 'exact' })}
        </span>
      )}
      {cost === undefined && state === 'stopped' && <span>{t('costPending')}</span>}
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </p>
  )
}
