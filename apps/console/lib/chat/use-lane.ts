'use client'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { ask } from './ask'
import type { ChatParameters } from './chat-request'
import {
  type AssistantTurn,
  type ConversationAction,
  createAnswer,
  isRunning,
  reduceConversation,
  type Turn,
  turnsBefore,
  withoutRunning,
} from './conversation'
import { createId } from './random-id'
import type { LaneState } from './talk'
import { createTextBuffer } from './text-buffer'
import type { TicketSource } from './ticket-source'

/** Waits before asking what an answer cost that did not say so itself (it was stopped). */
const COST_WAITS_MS = [700, 1_500, 3_000, 6_000, 12_000, 24_000]

export interface LaneOptions {
  tickets: TicketSource
  /** The models that see pictures. */
  canSee: (model: string) => boolean
  onBalance: (balance: string) => void
  findCost: (requestId: string) => Promise<{ cost?: string; balance?: string }>
}

export interface Question {
  text: string
  images: readonly string[]
}

/** Who answers, and with which settings. */
export interface Call {
  model: string
  parameters: ChatParameters
}

/** One talk with one model at a time, and the answer that is coming in. */
export interface Lane extends LaneState {
  isBusy: boolean
  setModel(model: string | null): void
  send(question: Question, call: Call): void
  /** Asks again what led to an answer; what followed it is gone. @returns a function that brings it back */
  regenerate(id: string, call: Call): () => void
  /** Asks something else in the place of a question, likewise. */
  edit(id: string, text: string, call: Call): () => void
  remove(id: string): void
  stop(): void
  /** Shows another talk. @returns a function that brings this one back */
  show(state: LaneState): () => void
}

export function useLane(options: LaneOptions): Lane {
  const [turns, reduce] = useReducer(reduceConversation, [])
  const [model, setModel] = useState<string | null>(null)
  const running = useRef<AbortController | undefined>(undefined)
  const latest = useRef<LaneState>({ model, turns })
  latest.current = { model, turns }
  const settings = useRef(options)
  settings.current = options

  useEffect(() => () => running.current?.abort(), [])
  const stop = useCallback(() => running.current?.abort(), [])

  const commands = useMemo(() => {
    const dispatch = (action: ConversationAction) => {
      // what is asked next is asked of this, not of what was drawn last
      latest.current = { ...latest.current, turns: reduceConversation(latest.current.turns, action) }
      reduce(action)
    }
    const show = (state: LaneState) => {
      stop()
      const before = { ...latest.current, turns: withoutRunning(latest.current.turns) }
      dispatch({ type: 'replaced', turns: state.turns })
      setModel(state.model)
      return () => {
        stop()
        dispatch({ type: 'replaced', turns: before.turns })
        setModel(before.model)
      }
    }
    const begin = (call: Call, context: readonly Turn[], toAction: (answer: AssistantTurn) => ConversationAction) => {
      const { model: kept, turns: said } = latest.current
      const answer = createAnswer(createId(), call.model)
      dispatch(toAction(answer))
      const controller = new AbortController()
      running.current = controller
      void run({ answer, context, call, controller, dispatch, options: settings.current }).finally(() => {
        if (running.current === controller) running.current = undefined
      })
      return () => void show({ model: kept, turns: withoutRunning(said) })
    }
    return {
      show,
      remove(id: string) {
        const turn = latest.current.turns.find((candidate) => candidate.id === id)
        if (turn !== undefined && isRunning(turn)) stop()
        dispatch({ type: 'deleted', id })
      },
      send(question: Question, call: Call) {
        const asked = { role: 'user', id: createId(), ...question } as const
        begin(call, [...latest.current.turns, asked], (answer) => ({ type: 'asked', question: asked, answer }))
      },
      regenerate(id: string, call: Call) {
        const before = turnsBefore(latest.current.turns, id)
        return begin(call, before, (answer) => ({ type: 'asked-again', answer, replaces: id }))
      },
      edit(id: string, text: string, call: Call) {
        const old = latest.current.turns.find((turn) => turn.id === id)
        const images = old?.role === 'user' ? old.images : []
        const question = { role: 'user', id: createId(), text, images } as const
        const before = turnsBefore(latest.current.turns, id)
        return begin(call, [...before, question], (answer) => ({ type: 'edited', question, answer, replaces: id }))
      },
    }
  }, [stop])

  useCostsOfCutAnswers(turns, options, reduce)
  return { turns, model, isBusy: turns.some(isRunning), setModel, stop, ...commands }
}

interface Run {
  answer: AssistantTurn
  context: readonly Turn[]
  call: Call
  controller: AbortController
  dispatch: (action: ConversationAction) => void
  options: LaneOptions
}

async function run({ answer: { id }, context, call, controller, dispatch, options }: Run): Promise<void> {
  const { tickets, canSee, onBalance } = options
  const buffer = createTextBuffer((text, reasoning) => dispatch({ type: 'received', id, text, reasoning }))
  const outcome = await ask({
    request: { ...call, turns: context, canSee: canSee(call.model) },
    tickets,
    signal: controller.signal,
    onBegun: (requestId) => dispatch({ type: 'begun', id, requestId }),
    onChunk(chunk) {
      buffer.push(chunk.text, chunk.reasoning)
      if (chunk.balance) onBalance(chunk.balance)
    },
  })
  buffer.flush()
  dispatch({ type: 'ended', id, ...outcome })
}

/** An answer that was cut off, by its reader or by a closed page, says later what it cost: it is asked for. */
function useCostsOfCutAnswers(
  turns: readonly Turn[],
  options: LaneOptions,
  dispatch: (action: ConversationAction) => void,
) {
  const asked = useRef(new Set<string>())
  const settings = useRef(options)
  settings.current = options
  useEffect(() => {
    for (const turn of turns) {
      if (turn.role !== 'assistant' || (turn.state !== 'stopped' && turn.state !== 'done')) continue
      const { requestId, cost } = turn.facts
      if (requestId === undefined || cost !== undefined || asked.current.has(requestId)) continue
      asked.current.add(requestId)
      void findCost(requestId, settings.current).then((found) => {
        if (found !== undefined) dispatch({ type: 'priced', id: turn.id, cost: found })
      })
    }
  }, [turns, dispatch])
}

async function findCost(requestId: string, { findCost: find, onBalance }: LaneOptions): Promise<string | undefined> {
  for (const waitMs of COST_WAITS_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    const { cost, balance } = await find(requestId)
    if (cost === undefined) continue
    if (balance !== undefined) onBalance(balance)
    return cost
  }
  return undefined
}
