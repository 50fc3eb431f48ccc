'use client'
import { MessagesSquare } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { useBalance } from '@/components/shell/balance'
import { Callout, EmptyState } from '@/components/ui/states'
import { dividersOf, isFollowed, lastModelOf, type Turn } from '@/lib/chat/conversation'
import { parseNanos } from '@/lib/money'
import { Announcer } from './announcer'
import { Answer } from './answer'
import { UserMessage } from './user-message'

export interface TurnListProps {
  turns: readonly Turn[]
  currency: string
  isEmptyShown: boolean
  /** The model that answers next. */
  upcomingModel: string | undefined
  isBusy: boolean
  onDelete: (id: string) => void
  onRegenerate: (id: string) => void
  onEdit: (id: string, text: string) => void
}

export function TurnList(props: TurnListProps) {
  const t = useTranslations('playground')
  const { turns, upcomingModel } = props
  const dividers = dividersOf(turns)
  const lastModel = lastModelOf(turns)
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-5 py-4" role="log" aria-live="off" aria-label={t('conversation')}>
      {turns.length === 0 && props.isEmptyShown && (
        <div className="flex flex-1 items-center justify-center">
          <EmptyState icon={MessagesSquare} title={t('emptyTitle')} action={<NoMoney />}>
            {t('emptyText')}
          </EmptyState>
        </div>
      )}
      {turns.map((turn) => (
        <Fragment key={turn.id}>
          {dividers.has(turn.id) && turn.role === 'assistant' && <ModelDivider model={turn.model} />}
          {turn.role === 'user' ? (
            <UserMessage turn={turn} isBusy={props.isBusy} onDelete={props.onDelete} onEdit={props.onEdit} />
          ) : (
            <Answer
              turn={turn}
              currency={props.currency}
              isBusy={props.isBusy}
              isFollowed={isFollowed(turns, turn.id)}
              onDelete={props.onDelete}
              onRegenerate={props.onRegenerate}
            />
          )}
        </Fragment>
      ))}
      {lastModel !== undefined && upcomingModel !== undefined && lastModel !== upcomingModel && (
        <ModelDivider model={upcomingModel} />
      )}
      <Announcer turns={turns} />
    </div>
  )
}

/** The conversation goes on, another model answers. */
function ModelDivider({ model }: { model: string }) {
  const t = useTranslations('playground')
  return (
    <p className="flex items-center gap-3 text-text-muted text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      <span className="max-w-[70%] break-all text-center">{t('modelFollows', { model })}</span>
    </p>
  )
}

/** Whoever has no money is told before he has written anything, and where it comes from. */
function NoMoney() {
  const t = useTranslations('playground')
  const { available } = useBalance().wallet
  if ((parseNanos(available) ?? 0n) > 0n) return null
  return (
    <Callout tone="warning" className="text-left">
      {t('noMoney')}{' '}
      <Link href="/account" className="text-accent underline underline-offset-4">
        {t('toAccount')}
      </Link>
    </Callout>
  )
}
