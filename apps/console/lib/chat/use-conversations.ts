'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { listConversations } from './conversation-api'
import type { ConversationSummary } from './talk-wire'

const SEARCH_AFTER_MS = 250

export interface Conversations {
  /** `first`: nothing is known yet. */
  state: 'first' | 'ready' | 'failed'
  nodes: readonly ConversationSummary[]
  totalCount: number
  hasMore: boolean
  loadMore(): void
  reload(): void
}

/**
 * The kept conversations whose titles match, last changed first. Asked again when one was changed here, and when the
 * person comes back to this tab: another one may have changed some.
 */
export function useConversations(search: string, revision: number): Conversations {
  const [found, setFound] = useState<Pick<Conversations, 'state' | 'nodes' | 'totalCount'>>({
    state: 'first',
    nodes: [],
    totalCount: 0,
  })
  const [next, setNext] = useState<string | null>(null)
  const round = useRef(0)

  const load = useCallback(
    async (after: string | null) => {
      round.current += 1
      const begun = round.current
      const outcome = await listConversations(search, after)
      if (begun !== round.current) return
      if (outcome.type !== 'done') {
        setFound((known) => ({ ...known, state: 'failed' }))
        return
      }
      const { nodes, totalCount, next: following } = outcome.value
      setFound((known) => ({ state: 'ready', nodes: after === null ? nodes : [...known.nodes, ...nodes], totalCount }))
      setNext(following)
    },
    [search],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` asks again
  useEffect(() => {
    const timer = setTimeout(() => void load(null), search === '' ? 0 : SEARCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [load, search, revision])

  useEffect(() => {
    const onFocus = () => void load(null)
    window.addEventListener('focus', onFocus)
    return () => window.removeEventListener('focus', onFocus)
  }, [load])

  return {
    ...found,
    hasMore: next !== null,
    loadMore: () => void load(next),
    reload: () => void load(null),
  }
}
