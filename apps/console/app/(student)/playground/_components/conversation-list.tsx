'use client'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/states'
import { Switch } from '@/components/ui/switch'
import type { ConversationSummary } from '@/lib/chat/talk-wire'
import type { Conversations } from '@/lib/chat/use-conversations'
import type { Keeper } from '@/lib/chat/use-keeping'
import { ConfirmDialog } from './confirm-dialog'
import { ConversationRow } from './conversation-row'
import { RenameDialog } from './rename-dialog'
import type { ConversationActions } from './use-conversation-actions'

export interface ConversationListProps {
  keeper: Keeper
  conversations: Conversations
  actions: ConversationActions
  search: string
  onSearch: (search: string) => void
  /** Somebody wants to know what keeping means. */
  onAskKeeping: () => void
  /** Beside the title. */
  corner?: ReactNode
}

/** The kept conversations: whether there are to be any, and what can be done with them. */
export function ConversationList(props: ConversationListProps) {
  const { keeper, conversations, actions, search, onSearch } = props
  const t = useTranslations('conversations')
  const switchId = useId()
  const [renamed, setRenamed] = useState<ConversationSummary>()
  /** `all`: every one. */
  const [doomed, setDoomed] = useState<ConversationSummary | 'all'>()
  const isOn = keeper.keeping?.isOn === true
  const hasSome = conversations.totalCount > 0 || search !== ''
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 p-3">
      <div className="flex items-center justify-between gap-2 pl-2">
        <h2 className="font-semibold">{t('title')}</h2>
        {props.corner}
      </div>
      <div className="flex items-center justify-between gap-2 px-2">
        <label htmlFor={switchId}>{t('keep')}</label>
        <Switch
          id={switchId}
          checked={isOn}
          disabled={keeper.keeping === null}
          onCheckedChange={(isWanted) => (isWanted ? props.onAskKeeping() : void actions.keepNoLonger())}
        />
      </div>
      {hasSome && (
        <div className="relative">
          <Search aria-hidden className="absolute top-2.5 left-2.5 size-4 text-text-muted" />
          <Input
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={search}
            onChange={({ target }) => onSearch(target.value)}
            className="pl-8"
          />
        </div>
      )}
      <Rows {...props} onRename={setRenamed} onDelete={setDoomed} />
      {hasSome && keeper.keeping !== null && (
        <div className="mt-auto flex items-center justify-between gap-2 px-2 text-text-muted text-xs">
          <span className="tabular-nums">
            {t('count', { count: conversations.totalCount, most: keeper.keeping.maxCount })}
          </span>
          {search === '' && (
            <Button variant="ghost" size="small" onClick={() => setDoomed('all')}>
              {t('deleteAll')}
            </Button>
          )}
        </div>
      )}
      {renamed && (
        <RenameDialog
          title={renamed.title}
          onClose={() => setRenamed(undefined)}
          onRename={(title) => actions.rename(renamed, title)}
        />
      )}
      <ConfirmDialog
        isOpen={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={
          doomed === 'all'
            ? t('deleteAllTitle', { count: conversations.totalCount })
            : t('deleteTitle', { title: doomed?.title ?? '' })
        }
        text={<p>{t('deleteText')}</p>}
        verb={doomed === 'all' ? t('deleteAll') : t('delete')}
        isDangerous
        onConfirm={() => actions.remove(doomed === 'all' ? null : (doomed?.id ?? ''))}
      />
    </div>
  )
}

interface RowsProps extends ConversationListProps {
  onRename: (conversation: ConversationSummary) => void
  onDelete: (conversation: ConversationSummary) => void
}

function Rows({ keeper, conversations, actions, search, onRename, onDelete }: RowsProps) {
  const t = useTranslations('conversations')
  const { state, nodes, hasMore, loadMore, reload } = conversations
  if (state === 'first')
    return (
      <div className="flex flex-col gap-2" aria-busy="true">
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    )
  if (state === 'failed' && nodes.length === 0)
    return (
      <p className="px-2 text-text-muted">
        {t('failed')}{' '}
        <Button variant="link" onClick={reload}>
          {t('tryAgain')}
        </Button>
      </p>
    )
  if (nodes.length === 0) {
    const isOn = keeper.keeping?.isOn === true
    return <p className="px-2 text-text-muted">{search !== '' ? t('noneFound') : isOn ? t('none') : t('offText')}</p>
  }
  return (
    <ul className="-mx-1 flex min-h-0 flex-col gap-0.5 overflow-y-auto px-1" aria-label={t('title')}>
      {nodes.map((conversation) => (
        <ConversationRow
          key={conversation.id}
          conversation={conversation}
          isCurrent={conversation.id === keeper.place?.id}
          onOpen={() => void actions.open(conversation.id)}
          onRename={() => onRename(conversation)}
          onDelete={() => onDelete(conversation)}
        />
      ))}
      {hasMore && (
        <li>
          <Button variant="ghost" size="small" className="w-full" onClick={loadMore}>
            {t('loadMore')}
          </Button>
        </li>
      )}
    </ul>
  )
}
