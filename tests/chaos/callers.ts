import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { openChat, scripted } from '../support/chat.js'
import { drawCall, MAX_TOKENS, reservedNanos, scriptOf } from './call-plan.js'
import type { Observation, Purse } from './observation.js'
import type { Payer } from './payers.js'
import { between, oneOf } from './seeded-random.js'
import type { UpstreamName } from './upstreams.js'
import { countPieces, isWhole, WIRES } from './wires.js'

/** Most of a call is waiting: about so many a second is what one caller makes amid faults. */
const CALLS_A_CALLER = 2.5
const RUSH = 24
const RUSH_EVERY_MS: [number, number] = [1_500, 4_000]
const GIVE_UP_MS = 20_000
const REFUSED_PAUSE_MS = 50
const MAX_REFUSAL_CHARACTERS = 300

export interface CallersOptions {
  /** Of the gateways. */
  origins: readonly string[]
  payers: readonly Payer[]
  /** The public name of an upstream's model. */
  model(name: UpstreamName): string
  random: () => number
  /** Over all callers, as long as answers come fast enough. */
  callsPerSecond: number
  onEnd(observation: Observation): void
}

export interface Callers {
  /** No call begins any more; resolves when all have ended. */
  stop(): Promise<void>
}

/** Calls without end, from many callers at once, over all gateways and payers. */
export function startCallers(options: CallersOptions): Callers {
  const { random } = options
  const stopped = new AbortController()
  const callerCount = Math.ceil(options.callsPerSecond / CALLS_A_CALLER)
  setMaxListeners(callerCount + 1, stopped.signal)
  const pauseMs = 1_000 / CALLS_A_CALLER
  const work = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const startedAt = performance.now()
      const isServed = await callOnce(options)
      const restMs = pauseMs - (performance.now() - startedAt)
      await sleep(isServed ? Math.max(0, restMs) : Math.max(REFUSED_PAUSE_MS, restMs), undefined, {
        signal: stopped.signal,
      }).catch(() => {})
    }
  }
  /** Many at once for money that is short: where two decide at the same time, one of them must be told no. */
  const rush = async (): Promise<void> => {
    const of = (purse: Purse): Payer[] => options.payers.filter((payer) => payer.purse === purse)
    const short = [...of('poor'), ...of('poor'), ...of('limited'), ...of('empty')]
    while (!stopped.signal.aborted) {
      await sleep(between(random, ...RUSH_EVERY_MS), undefined, { signal: stopped.signal }).catch(() => {})
      if (stopped.signal.aborted) return
      const payer = oneOf(short, random)
      await Promise.all(Array.from({ length: RUSH }, () => callOnce({ ...options, payers: [payer] })))
    }
  }
  const all = Promise.all([rush(), ...Array.from({ length: callerCount }, work)])
  return {
    async stop() {
      stopped.abort()
      await all
    },
  }
}

let count = 0

/** @returns whether an answer of the model came */
async function callOnce({ origins, payers, model, random, onEnd }: CallersOptions): Promise<boolean> {
  const gatewayIndex = between(random, 0, origins.length - 1)
  const payer = oneOf(payers, random)
  const key = oneOf(payer.keys, random)
  const plan = drawCall(random)
  const { isStreamed, wire } = plan
  const ref = `c${++count}`
  const prompt = scripted(scriptOf(plan), `ref=${ref};`).content
  const call = { model: model(plan.upstream), key, prompt, isStreamed, maxTokens: MAX_TOKENS }
  const observation: Observation = {
    ref,
    accountId: payer.accountId,
    purse: payer.purse,
    key,
    plan,
    reservedNanos: reservedNanos(plan, Buffer.byteLength(prompt)),
    startedAtMs: Date.now(),
    gatewayIndex,
    hasLeft: false,
    sawTerminal: false,
    pieceCount: 0,
  }
  const leaving = new AbortController()
  const timer = setTimeout(() => leaving.abort(), plan.leavesAfterMs ?? GIVE_UP_MS)
  try {
    const { response, requestId, pieces } = await openChat({
      origin: origins[gatewayIndex] ?? '',
      path: WIRES[wire].path(call),
      headers: WIRES[wire].headers(call),
      body: WIRES[wire].body(call),
      signal: leaving.signal,
    })
    observation.status = response.status
    observation.requestId = requestId
    let text = ''
    for await (const piece of pieces) {
      text += piece
      observation.pieceCount = countPieces(wire, text, isStreamed)
    }
    if (response.status !== 200) observation.refusal = text.slice(0, MAX_REFUSAL_CHARACTERS)
    observation.sawTerminal = response.status === 200 && isWhole(wire, text, isStreamed)
  } catch (error) {
    if (isNotSent(error)) return false // no call at all: nobody listens
    observation.hasLeft = leaving.signal.aborted
  } finally {
    clearTimeout(timer)
  }
  onEnd(observation)
  return observation.status === 200
}

const isNotSent = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED'
