'use client'
import { EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { LazyMenu } from '@/components/shell/lazy-menu'
import { Button } from '@/components/ui/button'
import type { ConversationSummary } from '@/lib/chat/talk-wire'
import { cn } from '@/lib/class-names'

export interface ConversationRowProps {
  conversation: ConversationSummary
  isCurrent: boolean
  onOpen: () => void
  onRename: () => void
  onDelete: () => void
}

export function ConversationRow({ conversation, isCurrent, onOpen, onRename, onDelete }: ConversationRowProps) {
  const t = useTranslations('conversations')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const { title, updatedAt } = conversation
  const changedAt = new Date(updatedAt)
  return (
    <li className={cn('group flex items-center rounded-md hover:bg-sunken', isCurrent && 'bg-accent-soft')}>
      <button
        type="button"
        onClick={onOpen}
        aria-current={isCurrent ? 'true' : undefined}
        className="flex min-w-0 flex-1 flex-col rounded-md px-2 py-1.5 text-left"
      >
        <span className="w-full truncate" title={title}>
          {title}
        </span>
        <time dateTime={updatedAt} className="text-text-muted text-xs" suppressHydrationWarning>
          {format.relativeTime(changedAt, changedAt > now ? changedAt : now)}
        </time>
      </button>
      <LazyMenu
        entries={[
          { label: t('rename'), icon: Pencil, onSelect: onRename },
          { label: t('delete'), icon: Trash2, onSelect: onDelete },
        ]}
        trigger={
          <Button variant="ghost" size="iconSmall" aria-label={t('actions', { title })} title={t('actions', { title })}>
            <EllipsisVertical aria-hidden />
          </Button>
        }
      />
    </li>
  )
}
