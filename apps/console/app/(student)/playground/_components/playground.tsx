'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { useBalance } from '@/components/shell/balance'
import { useToast } from '@/components/ui/toast'
import { createTicketSource } from '@/lib/chat/ticket-source'
import { titleOf } from '@/lib/chat/title-of'
import { useConversations } from '@/lib/chat/use-conversations'
import { useTalk } from '@/lib/chat/use-talk'
import { cn } from '@/lib/class-names'
import { ConfirmDialog } from './confirm-dialog'
import { ConversationList } from './conversation-list'
import { ConversationSheet } from './conversation-sheet'
import { KeepingDialog } from './keeping-dialog'
import { Lanes } from './lanes'
import type { ModelChoice } from './model-choice'
import { ModelPicker } from './model-picker'
import { ParameterPanel } from './parameter-panel'
import { requestCost, requestTicket } from './requests'
import { selectModel } from './select-model'
import { Toolbar } from './toolbar'
import { useCallableModels } from './use-callable-models'
import { useConversationActions } from './use-conversation-actions'
import { useExport } from './use-export'
import { useIsWide } from './use-is-wide'
import { useStickToBottom } from './use-stick-to-bottom'
import { WritingDesk } from './writing-desk'

const CodeDialog = dynamic(() => import('./code-dialog').then(({ CodeDialog }) => CodeDialog), { ssr: false })
const UNDO_MS = 10_000

export interface PlaygroundProps {
  userId: string
  models: readonly ModelChoice[]
  /** From the address: `?model=…`. */
  wantedModel: string | null
  currency: string
}

export function Playground({ userId, models: known, wantedModel, currency }: PlaygroundProps) {
  const t = useTranslations('playground')
  const toast = useToast()
  const { setBalance } = useBalance()
  const [picked, setPicked] = useState(wantedModel)
  const [search, setSearch] = useState('')
  /** null: nobody said, so it is open where there is room and something in it. */
  const [listChoice, setListOpen] = useState<boolean | null>(null)
  const [isSettingsOpen, setSettingsOpen] = useState(false)
  const [dialog, setDialog] = useState<'code' | 'clear' | 'keeping'>()
  const tickets = useMemo(() => createTicketSource(requestTicket, Date.now), [])
  const { state, models, reload } = useCallableModels(tickets, known)
  const canSee = (name: string) => models.some((model) => model.name === name && model.abilities.includes('vision'))
  const desk = useTalk({
    ...{ userId, tickets, canSee, untitled: t('untitled') },
    ...{ onBalance: setBalance, findCost: requestCost },
  })
  const { keeper, talk, lanes, parameters, isComparing } = desk
  const conversations = useConversations(search, keeper.revision)
  const isWide = useIsWide(() => setListOpen(null))
  const isListOpen = listChoice ?? (isWide && (conversations.totalCount > 0 || search !== ''))
  const actions = useConversationActions(desk, conversations, () => {
    setPicked(null)
    if (!isWide) setListOpen(false)
  })
  useFollowOtherTabs({ desk, conversations })
  useStickToBottom(lanes[0]?.turns, lanes[1]?.turns)

  const chosen = lanes.map((lane, index) => selectModel(models, [index === 0 ? picked : null, lane.model]))
  const title = keeper.place?.title ?? (titleOf(talk.lanes[0]?.turns ?? []) || t('untitled'))
  const file = useExport(talk, { title, currency })

  function pick(lane: number, name: string) {
    if (lane === 0) setPicked(null)
    lanes[lane]?.setModel(name)
  }
  function goOnWith(index: number) {
    const other = chosen[1 - index]?.name ?? ''
    setPicked(null)
    const isAlike = lanes[0]?.turns === lanes[1]?.turns
    const undo = desk.goOnWith(index)
    if (isAlike) return
    toast({ text: t('compared', { model: other }), durationMs: UNDO_MS, action: { label: t('undo'), run: undo } })
  }
  function toggleCompare() {
    if (isComparing) return goOnWith(0)
    const second = models.find(({ name }) => name !== chosen[0]?.name)
    if (second !== undefined) desk.compareWith(second.name)
  }

  const list = {
    ...{ keeper, conversations, actions, search },
    onSearch: setSearch,
    onAskKeeping: () => setDialog('keeping'),
  }
  return (
    <div className={cn('flex min-h-0 flex-1', isSettingsOpen && 'xl:pr-80')}>
      <h1 className="sr-only">{t('title')}</h1>
      {isListOpen && isWide && (
        <aside className="sticky top-14 flex h-[calc(100dvh-3.5rem)] w-64 shrink-0 flex-col border-r">
          <ConversationList {...list} />
        </aside>
      )}
      {!isWide && <ConversationSheet {...list} isOpen={isListOpen} onClose={() => setListOpen(false)} />}
      <div
        className={cn('mx-auto flex w-full min-w-0 flex-1 flex-col px-4', isComparing ? 'max-w-[90rem]' : 'max-w-3xl')}
      >
        <Toolbar
          {...{ isListOpen, isSettingsOpen, isComparing }}
          isEmpty={desk.isEmpty}
          canCompare={models.length > 1}
          setCount={Object.entries(parameters).filter(([, value]) => value !== '').length}
          onToggleList={() => setListOpen(!isListOpen)}
          onToggleSettings={() => setSettingsOpen(!isSettingsOpen)}
          onCompare={toggleCompare}
          onNew={actions.beginNew}
          onClear={() => setDialog('clear')}
          onShowCode={() => setDialog('code')}
          onExportMarkdown={file.asMarkdown}
          onExportJson={file.asJson}
        >
          {!isComparing && (
            <ModelPicker
              models={models}
              chosen={chosen[0] ?? null}
              currency={currency}
              onChoose={(name) => pick(0, name)}
              state={state}
            />
          )}
        </Toolbar>
        {isSettingsOpen && (
          <ParameterPanel
            parameters={parameters}
            onChange={desk.setParameters}
            onClose={() => setSettingsOpen(false)}
            maxOutputTokens={chosen[0]?.maxOutputTokens ?? null}
          />
        )}
        <Lanes {...{ desk, models, chosen, currency, state }} onPick={pick} onGoOnWith={goOnWith} />
        <WritingDesk
          {...{ desk, models, chosen, canSee, state }}
          onReloadModels={reload}
          onAskKeeping={() => setDialog('keeping')}
          onShowTheirs={(id) => void actions.open(id)}
        />
      </div>
      <KeepingDialog keeper={keeper} isOpen={dialog === 'keeping'} onClose={() => setDialog(undefined)} />
      <ConfirmDialog
        isOpen={dialog === 'clear'}
        onClose={() => setDialog(undefined)}
        title={t('clearTitle')}
        text={<p>{keeper.place === null ? t('clearText') : t('clearKept')}</p>}
        verb={t('clearNow')}
        isDangerous
        onConfirm={actions.clear}
      />
      {dialog === 'code' && (
        <CodeDialog
          requests={lanes.map(({ turns }, index) => {
            const model = chosen[index]?.name ?? ''
            const maxOutputTokens = chosen[index]?.maxOutputTokens ?? null
            return { model, turns, parameters, canSee: canSee(model), maxOutputTokens }
          })}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  )
}

interface FollowOptions {
  desk: ReturnType<typeof useTalk>
  conversations: ReturnType<typeof useConversations>
}

/** What was changed elsewhere is shown as it is now, unless something was said here since. */
function useFollowOtherTabs({ desk, conversations }: FollowOptions) {
  const { place, isDirty } = desk.keeper
  const listed = conversations.nodes.find(({ id }) => id === place?.id)
  const isBehind = listed !== undefined && place !== null && listed.version > place.version
  const canFollow = isBehind && !isDirty && !desk.isBusy
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version
  useEffect(() => {
    if (canFollow && listed) void desk.open(listed.id)
  }, [canFollow, listed?.version])
}
