'use client'
import { ChevronRight, ReceiptText, RotateCw, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import type { AssistantTurn } from '@/lib/chat/conversation'
import { formatCount } from '@/lib/format'
import { AnswerError } from './answer-error'
import { AnswerFactsLine } from './answer-facts'

/** Markdown, highlighter and formulas weigh more than the rest of the page: they come when there is text to show. */
const Markdown = dynamic(() => import('./markdown').then(({ Markdown }) => Markdown), { ssr: false })

export interface AnswerProps {
  turn: AssistantTurn
  currency: string
  isBusy: boolean
  /** Asking again removes what follows. */
  isFollowed: boolean
  onDelete: (id: string) => void
  onRegenerate: (id: string) => void
}

export const Answer = memo(function Answer({
  turn,
  currency,
  isBusy,
  isFollowed,
  onDelete,
  onRegenerate,
}: AnswerProps) {
  const t = useTranslations('playground')
  const isRunning = turn.state === 'waiting' || turn.state === 'streaming'
  return (
    <article
      aria-label={t('answerOf', { model: turn.model })}
      className="flex min-w-0 flex-col gap-2"
      data-state={turn.state}
    >
      {turn.reasoning !== '' && <Reasoning text={turn.reasoning} />}
      {turn.text !== '' && <Markdown text={turn.text} isStreaming={isRunning} />}
      {isRunning && turn.text === '' && <Waiting label={turn.reasoning === '' ? t('waiting') : t('thinking')} />}
      {turn.error && (
        <AnswerError
          error={turn.error}
          requestId={turn.facts.requestId}
          {...(!isBusy && { onRetry: () => onRegenerate(turn.id) })}
        />
      )}
      {turn.state === 'stopped' && <p className="text-[13px] text-text-muted">{t('stopped')}</p>}
      {turn.facts.finishReason === 'length' && <p className="text-[13px] text-warning">{t('cutByLimit')}</p>}
      {!isRunning && (
        <footer className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <AnswerFactsLine model={turn.model} facts={turn.facts} currency={currency} state={turn.state} />
          <div className="-ml-1.5 flex items-center">
            {turn.text !== '' && <CopyButton text={turn.text} label={t('copyAnswer')} />}
            <IconButton
              icon={RotateCw}
              label={isFollowed ? t('regenerateFrom') : t('regenerate')}
              disabled={isBusy}
              onClick={() => onRegenerate(turn.id)}
            />
            {turn.facts.requestId && turn.facts.cost !== undefined && (
              <Button asChild variant="ghost" size="iconSmall">
                <Link href={`/usage/${turn.facts.requestId}`} aria-label={t('receipt')} title={t('receipt')}>
                  <ReceiptText aria-hidden />
                </Link>
              </Button>
            )}
            <IconButton icon={Trash2} label={t('delete')} onClick={() => onDelete(turn.id)} />
          </div>
        </footer>
      )}
    </article>
  )
})

/** What the model thought before it answered, folded, with its length. */
function Reasoning({ text }: { text: string }) {
  const t = useTranslations('playground')
  const locale = useLocale()
  return (
    <details className="group rounded-md border bg-raised">
      <summary className="flex list-none items-center gap-1.5 px-3 py-1.5 text-[13px] text-text-muted">
        <ChevronRight aria-hidden className="size-4 transition-transform duration-100 group-open:rotate-90" />
        {t('reasoning', { length: formatCount(text.length, locale) })}
      </summary>
      <p className="whitespace-pre-wrap break-words border-t px-3 py-2 text-[13px] text-text-muted">{text}</p>
    </details>
  )
}

function Waiting({ label }: { label: string }) {
  return (
    <p className="flex items-center gap-2 text-text-muted">
      <span aria-hidden className="flex gap-1">
        <span className="size-1.5 animate-pulse rounded-full bg-current" />
        <span className="size-1.5 animate-pulse rounded-full bg-current [animation-delay:200ms]" />
        <span className="size-1.5 animate-pulse rounded-full bg-current [animation-delay:400ms]" />
      </span>
      {label}
    </p>
  )
}
