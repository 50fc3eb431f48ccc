'use client'
import { useCallback, useEffect, useState } from 'react'
import { canTalk } from '@/lib/can-talk'
import { listCallableModels } from '@/lib/chat/list-callable-models'
import type { TicketSource } from '@/lib/chat/ticket-source'
import type { ModelChoice } from './model-choice'

export type CallableModels =
  | { state: 'loading'; models: readonly ModelChoice[] }
  | { state: 'ready'; models: readonly ModelChoice[] }
  | { state: 'failed'; models: readonly ModelChoice[] }

/** What the gateway says can be called now, described by what the catalogue knows of it. */
export function useCallableModels(tickets: TicketSource, known: readonly ModelChoice[]) {
  const [callable, setCallable] = useState<CallableModels>({ state: 'loading', models: known.filter(canTalk) })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again
  useEffect(() => {
    const controller = new AbortController()
    setCallable({ state: 'loading', models: known.filter(canTalk) })
    listCallableModels(tickets, controller.signal)
      .then((names) =>
        setCallable({ state: 'ready', models: names.map((name) => describe(name, known)).filter(canTalk) }),
      )
      .catch(() => !controller.signal.aborted && setCallable({ state: 'failed', models: known.filter(canTalk) }))
    return () => controller.abort()
  }, [tickets, known, round])
  return { ...callable, reload: useCallback(() => setRound((count) => count + 1), []) }
}

const describe = (name: string, known: readonly ModelChoice[]): ModelChoice =>
  known.find((model) => model.name === name) ?? {
    name,
    provider: '',
    abilities: [],
    maxOutputTokens: null,
    price: null,
  }
