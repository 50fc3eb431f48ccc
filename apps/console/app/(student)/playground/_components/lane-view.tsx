'use client'
import { useTranslations } from 'next-intl'
import { useToast } from '@/components/ui/toast'
import type { ChatParameters } from '@/lib/chat/chat-request'
import { isFollowed } from '@/lib/chat/conversation'
import type { Lane } from '@/lib/chat/use-lane'
import type { ModelChoice } from './model-choice'
import { TurnList } from './turn-list'

const UNDO_MS = 10_000

export interface LaneViewProps {
  lane: Lane
  /** The one that answers next. */
  chosen: ModelChoice | null
  parameters: ChatParameters
  currency: string
  isEmptyShown: boolean
}

/** What was said in one lane; asking anew removes what followed, and that can be undone. */
export function LaneView({ lane, chosen, parameters, currency, isEmptyShown }: LaneViewProps) {
  const t = useTranslations('playground')
  const toast = useToast()
  function askAnew(id: string, ask: (call: { model: string; parameters: ChatParameters }) => () => void) {
    if (chosen === null) return
    const isCut = isFollowed(lane.turns, id)
    const undo = ask({ model: chosen.name, parameters })
    if (isCut) toast({ text: t('laterRemoved'), durationMs: UNDO_MS, action: { label: t('undo'), run: undo } })
  }
  return (
    <TurnList
      turns={lane.turns}
      currency={currency}
      isEmptyShown={isEmptyShown}
      upcomingModel={chosen?.name}
      isBusy={lane.isBusy}
      onDelete={lane.remove}
      onRegenerate={(id) => askAnew(id, (call) => lane.regenerate(id, call))}
      onEdit={(id, text) => askAnew(id, (call) => lane.edit(id, text, call))}
    />
  )
}
