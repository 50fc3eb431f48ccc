'use client'
import { SlidersHorizontal, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useBalance } from '@/components/shell/balance'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Callout } from '@/components/ui/states'
import { useToast } from '@/components/ui/toast'
import type { ChatParameters } from '@/lib/chat/chat-request'
import { countImages } from '@/lib/chat/conversation'
import { createTicketSource } from '@/lib/chat/ticket-source'
import { type Question, useChatStream } from '@/lib/chat/use-chat-stream'
import { cn } from '@/lib/class-names'
import { fetchCallCost, fetchTicket } from '../actions'
import { Composer } from './composer'
import type { ModelChoice } from './model-choice'
import { ModelPicker } from './model-picker'
import { ParameterPanel } from './parameter-panel'
import { TurnList } from './turn-list'
import { useCallableModels } from './use-callable-models'

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
  const [parameters, setParameters] = useState<ChatParameters>({})
  const [isPanelOpen, setPanelOpen] = useState(false)
  const [picked, setPicked] = useState(wantedModel)
  const tickets = useMemo(() => createTicketSource(requestTicket, Date.now), [])
  const { state, models, reload } = useCallableModels(tickets, known)
  const canSee = (name: string) => models.some((model) => model.name === name && model.abilities.includes('vision'))
  const chat = useChatStream({ userId, tickets, canSee, onBalance: setBalance, findCost: requestCost })

  const chosen = selectModel(models, [picked, chat.model])
  const hiddenImages = chosen !== null && !canSee(chosen.name) ? countImages(chat.turns) : 0

  const send = (question: Question) => chosen && chat.send(question, chosen.name, parameters)
  function pick(name: string) {
    setPicked(name)
    chat.setModel(name)
  }
  function clear() {
    const undo = chat.clear()
    toast({ text: t('cleared'), durationMs: UNDO_MS, action: { label: t('undo'), run: undo } })
  }

  return (
    <div className={cn('flex min-h-0 flex-1', isPanelOpen && 'xl:pr-80')}>
      <h1 className="sr-only">{t('title')}</h1>
      <div className="mx-auto flex w-full min-w-0 max-w-3xl flex-1 flex-col px-4">
        <div className="sticky top-14 z-20 -mx-4 flex items-center gap-1 bg-surface px-4 py-2">
          <ModelPicker models={models} chosen={chosen} currency={currency} onChoose={pick} state={state} />
          <div className="ml-auto flex items-center gap-0.5">
            <IconButton icon={Trash2} label={t('clear')} onClick={clear} disabled={chat.turns.length === 0} />
            <IconButton
              icon={SlidersHorizontal}
              label={t('settings')}
              aria-expanded={isPanelOpen}
              onClick={() => setPanelOpen(!isPanelOpen)}
            />
          </div>
        </div>
        {isPanelOpen && (
          <ParameterPanel
            parameters={parameters}
            onChange={setParameters}
            maxOutputTokens={chosen?.maxOutputTokens ?? null}
          />
        )}
        <TurnList
          turns={chat.turns}
          currency={currency}
          isEmptyShown={chat.isLoaded}
          upcomingModel={chosen?.name}
          isBusy={chat.isBusy}
          onDelete={chat.remove}
          onRegenerate={(id) => chosen && chat.regenerate(id, chosen.name, parameters)}
        />
        <div className="sticky bottom-0 z-20 -mx-4 flex flex-col gap-2 bg-surface px-4 pt-2 pb-4">
          {state === 'failed' && (
            <Callout tone="danger" role="alert">
              {t('modelsFailed')}{' '}
              <Button variant="link" onClick={reload}>
                {t('tryAgain')}
              </Button>
            </Callout>
          )}
          {state === 'ready' && models.length === 0 && <Callout tone="warning">{t('noModels')}</Callout>}
          {chosen && hiddenImages > 0 && (
            <Callout tone="warning">{t('imagesLeftOut', { model: chosen.name, count: hiddenImages })}</Callout>
          )}
          <Composer
            canSend={chosen !== null}
            canSee={chosen !== null && canSee(chosen.name)}
            isBusy={chat.isBusy}
            onSend={send}
            onStop={chat.stop}
          />
        </div>
      </div>
    </div>
  )
}

/** The first of the wished names that can be called; else the first model there is. */
function selectModel(models: readonly ModelChoice[], wishes: readonly (string | null)[]): ModelChoice | null {
  const wished = wishes.map((name) => models.find((model) => model.name === name)).find((model) => model !== undefined)
  return wished ?? models[0] ?? null
}

async function requestTicket() {
  const result = await fetchTicket()
  if (result.type !== 'done') throw new Error('no ticket')
  return result.value
}

/** Nothing while the receipt is not there, also where asking failed: it is asked again. */
async function requestCost(requestId: string) {
  const result = await fetchCallCost(requestId)
  return result.type === 'done' ? result.value : {}
}
