import { setTimeout as sleep } from 'node:timers/promises'
import { openChat, scripted } from '../support/chat.js'
import type { Observation } from './oracle.js'
import { between } from './seeded-random.js'

const CALLERS = 12
const RETRY_MS = 50
const MAX_TRIES = 400

export interface LoadOptions {
  origin: string
  key: string
  model: string
  /** Calls that reach the gateway and are not told to come back later. */
  callCount: number
  random: () => number
  /** Prefix of all refs. */
  name: string
}

/** Many callers at once, half of them streaming. Each try is a call of its own, with its own ref. */
export async function runLoad(options: LoadOptions): Promise<Observation[]> {
  const { random, callCount } = options
  const observations: Observation[] = []
  const plans = Array.from({ length: callCount }, (_, index) => ({
    index,
    isStreamed: random() < 0.5,
    promptTokens: 100 + index,
    chunkCount: between(random, 2, 12),
    delayMs: between(random, 10, 80),
  }))
  const caller = async (): Promise<void> => {
    for (let plan = plans.pop(); plan !== undefined; plan = plans.pop()) {
      for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
        const ref = `${options.name}-${plan.index}-${attempt}`
        const outcome = await callOnce(options, { ref, ...plan })
        if (outcome !== 'not-sent') observations.push(outcome.observation)
        if (outcome !== 'not-sent' && !outcome.isRefused) break
        await sleep(RETRY_MS)
      }
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  return observations
}

interface Plan {
  ref: string
  isStreamed: boolean
  promptTokens: number
  chunkCount: number
  delayMs: number
}

type CallOutcome = 'not-sent' | { observation: Observation; isRefused: boolean }

async function callOnce({ origin, key, model }: LoadOptions, plan: Plan): Promise<CallOutcome> {
  const { ref, isStreamed, promptTokens, chunkCount, delayMs } = plan
  const script = [
    `chunks=${chunkCount},prompt-tokens=${promptTokens},completion-tokens=${chunkCount}`,
    isStreamed ? `delay-ms=${delayMs}` : `first-delay-ms=${delayMs * chunkCount}`,
  ].join(',')
  const observation: Observation = { ref, isForwarded: false, sawTerminal: false }
  try {
    const { response, pieces } = await openChat({
      origin,
      key,
      headers: { 'x-request-id': ref },
      body: { model, stream: isStreamed, max_tokens: 100, messages: [scripted(script, `ref=${ref};`)] },
    })
    observation.isForwarded = response.status === 200
    let text = ''
    for await (const piece of pieces) text += piece
    observation.sawTerminal = response.status === 200 && isWhole(text, isStreamed)
    return { observation, isRefused: response.status !== 200 }
  } catch (error) {
    return isConnectionRefused(error) ? 'not-sent' : { observation, isRefused: false }
  }
}

const isWhole = (text: string, isStreamed: boolean): boolean =>
  isStreamed ? text.trimEnd().endsWith('data: [DONE]') : text.trimEnd().endsWith('}')

const isConnectionRefused = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED'
