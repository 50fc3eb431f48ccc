'use client'
import { useTranslations } from 'next-intl'
import { useToast } from '@/components/ui/toast'
import { deleteConversations, renameConversation } from '@/lib/chat/conversation-api'
import type { ConversationSummary } from '@/lib/chat/talk-wire'
import type { Conversations } from '@/lib/chat/use-conversations'
import type { TalkDesk } from '@/lib/chat/use-talk'

const UNDO_MS = 10_000

export interface ConversationActions {
  open(id: string): Promise<void>
  /** @returns the sentence that says why it was refused */
  rename(conversation: ConversationSummary, title: string): Promise<string | undefined>
  /** @param id null: all of them */
  remove(id: string | null): Promise<void>
  beginNew(): void
  clear(): Promise<void>
  keepNoLonger(): Promise<void>
}

/** What can be done with whole conversations, said in passing and undone where that is possible. */
export function useConversationActions(desk: TalkDesk, conversations: Conversations, onShown: () => void) {
  const t = useTranslations('conversations')
  const playground = useTranslations('playground')
  const toast = useToast()
  const { keeper } = desk
  const undoable = (text: string, undo: () => unknown) =>
    toast({ text, durationMs: UNDO_MS, action: { label: playground('undo'), run: () => void undo() } })

  const actions: ConversationActions = {
    async open(id) {
      // what is kept nowhere else would be lost without a word
      const isLost = keeper.isDirty
      const outcome = await desk.open(id)
      if (outcome.type !== 'done') {
        conversations.reload()
        toast({ text: t('notOpened') })
        return
      }
      if (isLost && outcome.undo) undoable(playground('cleared'), outcome.undo)
      onShown()
    },
    async rename(conversation, title) {
      const known =
        keeper.place?.id === conversation.id ? { ...conversation, version: keeper.place.version } : conversation
      const outcome = await renameConversation(known, title)
      if (outcome.type === 'refused') return outcome.message
      if (outcome.type === 'done') keeper.renamed(outcome.value)
      keeper.listChanged()
      if (outcome.type === 'conflict') return t('goneElsewhere')
      return outcome.type === 'failed' ? t('notChanged') : undefined
    },
    async remove(id) {
      const outcome = await deleteConversations(id === null ? null : [id])
      if (outcome.type === 'done' && keeper.place !== null && (id === null || id === keeper.place.id)) desk.leave()
      keeper.listChanged()
      toast({ text: outcome.type === 'done' ? t('deleted') : t('notChanged') })
    },
    beginNew() {
      if (desk.isEmpty) return onShown()
      const isLost = keeper.isDirty
      const undo = desk.beginNew()
      if (isLost) undoable(playground('begun'), undo)
      onShown()
    },
    async clear() {
      const outcome = await desk.clear()
      if (outcome.type === 'done' && outcome.undo) undoable(playground('cleared'), outcome.undo)
      else toast({ text: t('notChanged') })
    },
    async keepNoLonger() {
      const outcome = await keeper.choose(false)
      toast({ text: outcome.type === 'done' ? t('keepOff') : t('notChanged') })
    },
  }
  return actions
}
