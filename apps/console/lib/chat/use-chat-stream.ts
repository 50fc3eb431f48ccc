'use client'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { ask } from './ask'
import type { ChatParameters } from './chat-request'
import { createAnswer, isRunning, reduceConversation, type Turn, turnsBefore } from './conversation'
import { loadConversation, saveConversation } from './conversation-store'
import { createId } from './random-id'
import type { TicketSource } from './ticket-source'

/** Text is drawn at most this often: markdown is parsed anew each time. */
const FLUSH_MS = 50
const SAVE_MS = 400
/** Waits before asking what an answer cost that did not say so itself (it was stopped). */
const COST_WAITS_MS = [700, 1_500, 3_000, 6_000]

export interface ChatStreamOptions {
  userId: string
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

/** One conversation in this browser, and the answer that is coming in. */
export function useChatStream({ userId, tickets, canSee, onBalance, findCost }: ChatStreamOptions) {
  const [turns, dispatch] = useReducer(reduceConversation, [])
  const [model, setModel] = useState<string | null>(null)
  const [isLoaded, setLoaded] = useState(false)
  const running = useRef<AbortController | undefined>(undefined)
  const latest = useRef<readonly Turn[]>(turns)
  latest.current = turns

  useEffect(() => {
    const saved = loadConversation(userId)
    if (saved !== undefined) {
      dispatch({ type: 'replaced', turns: saved.turns })
      setModel(saved.model)
    }
    setLoaded(true)
    return () => running.current?.abort()
  }, [userId])

  useEffect(() => {
    if (!isLoaded) return
    const timer = setTimeout(() => saveConversation(userId, { model, turns }), SAVE_MS)
    return () => clearTimeout(timer)
  }, [isLoaded, userId, model, turns])

  const stop = useCallback(() => running.current?.abort(), [])

  const run = async (answerId: string, context: readonly Turn[], chosen: string, parameters: ChatParameters) => {
    const controller = new AbortController()
    running.current = controller
    const buffer = createBuffer((text, reasoning) => dispatch({ type: 'received', id: answerId, text, reasoning }))
    const request = { model: chosen, turns: context, parameters, canSee: canSee(chosen) }
    const outcome = await ask({
      request,
      tickets,
      signal: controller.signal,
      onChunk(chunk) {
        buffer.push(chunk.text, chunk.reasoning)
        if (chunk.balance) onBalance(chunk.balance)
      },
    })
    buffer.flush()
    if (running.current === controller) running.current = undefined
    dispatch({ type: 'ended', id: answerId, ...outcome })
    const { requestId, cost } = outcome.facts
    if (requestId === undefined || cost !== undefined || outcome.state === 'failed') return
    for (const waitMs of COST_WAITS_MS) {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      const known = await findCost(requestId)
      if (known.cost === undefined) continue
      if (known.balance !== undefined) onBalance(known.balance)
      dispatch({ type: 'ended', id: answerId, ...outcome, facts: { ...outcome.facts, cost: known.cost } })
      return
    }
  }

  return {
    turns,
    model,
    setModel,
    isLoaded,
    isBusy: turns.some(isRunning),
    stop,
    send(question: Question, chosen: string, parameters: ChatParameters) {
      const asked = { role: 'user', id: createId(), ...question } as const
      const answer = createAnswer(createId(), chosen)
      dispatch({ type: 'asked', question: asked, answer })
      void run(answer.id, [...latest.current, asked], chosen, parameters)
    },
    regenerate(id: string, chosen: string, parameters: ChatParameters) {
      const answer = createAnswer(createId(), chosen)
      dispatch({ type: 'asked-again', answer, replaces: id })
      void run(answer.id, turnsBefore(latest.current, id), chosen, parameters)
    },
    remove(id: string) {
      const turn = latest.current.find((candidate) => candidate.id === id)
      if (turn !== undefined && isRunning(turn)) stop()
      dispatch({ type: 'deleted', id })
    },
    /** Empties the conversation. @returns a function that brings it back */
    clear() {
      stop()
      const before = latest.current.map((turn) => (isRunning(turn) ? { ...turn, state: 'stopped' as const } : turn))
      dispatch({ type: 'replaced', turns: [] })
      return () => dispatch({ type: 'replaced', turns: [...before, ...latest.current] })
    },
  }
}

function createBuffer(flushTo: (text: string, reasoning: string) => void) {
  let text = ''
  let reasoning = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (text !== '' || reasoning !== '') flushTo(text, reasoning)
    text = ''
    reasoning = ''
  }
  return {
    flush,
    push(moreText: string, moreReasoning: string) {
      text += moreText
      reasoning += moreReasoning
      timer ??= setTimeout(flush, FLUSH_MS)
    },
  }
}
