import type { Egress } from '@tollgate/egress'
import {
  CAPABILITIES,
  type CapabilityFact,
  CHANNEL_MESSAGE_VERSION,
  type ChannelTest,
  type ChannelTestReplyMessage,
  type ChannelTestResult,
} from '@tollgate/protocols/events'
import { isEmbeddingModel } from '../admission/authorise.js'
import type { CatalogProjection } from '../catalog/catalog.projection.js'
import type { Target } from '../catalog/target.js'
import { CAPABILITY_PROBES, textOf } from './capability-probes.js'
import { type FoundTargets, findTargets } from './find-targets.js'
import { makeProbeCall, type ProbeOutcome } from './probe-call.js'

/** Longest wait for the record of a channel that was saved just now. */
const PROJECTION_WAIT_MS = 8_000
const MAX_TEXT = 2_000
const GREETING = { messages: [{ role: 'user', content: 'Say "ok".' }], max_tokens: 64 }
/** Known limits would be heeded by the codec; whether they hold is the question. */
const OPEN_TRAITS = { isTopPBelowOne: false, takesJsonSchema: true, takesSampling: true }

export interface ChannelTesterTools {
  nodeId: string
  egress: Egress
  catalog: Pick<CatalogProjection, 'snapshot' | 'onSnapshot'>
  /** A key that answers is well again. */
  onAnswered: (target: Target) => void
}

type Called = { outcome: ProbeOutcome; target: Target; upstreamModel: string }

/** Tests of channels: calls that nobody pays for, on the way that students' calls take. */
export class ChannelTester {
  constructor(private readonly tools: ChannelTesterTools) {}

  async test(test: ChannelTest): Promise<ChannelTestReplyMessage> {
    const reply = { v: CHANNEL_MESSAGE_VERSION, nodeId: this.tools.nodeId }
    const endsAt = performance.now() + test.timeoutMs
    const found = await this.whenProjected(test, Math.min(PROJECTION_WAIT_MS, test.timeoutMs))
    if (found.type === 'impossible') return { ...reply, result: found }
    const called = await this.callAny(test, found, endsAt)
    if (called === undefined) return { ...reply, result: { type: 'impossible', problem: 'no_usable_key' } }
    const facts =
      test.kind === 'capabilities' && called.outcome.type === 'answered'
        ? await this.probeAll(test, called, endsAt)
        : []
    return { ...reply, result: toResult(called), facts }
  }

  /** The first key that answers, of a few; a fault that is not the key's ends it. */
  private async callAny(
    test: ChannelTest,
    { targets, upstreamModel }: Extract<FoundTargets, { type: 'found' }>,
    endsAt: number,
  ): Promise<Called | undefined> {
    let last: Called | undefined
    for (const target of targets) {
      const outcome = await this.call(test, { target, upstreamModel, body: GREETING }, endsAt)
      last = { outcome, target, upstreamModel }
      if (outcome.type === 'answered') this.tools.onAnswered(target)
      const speaksOfKey =
        outcome.type === 'refused' && (outcome.isAccessDenied || [401, 402, 429].includes(outcome.status))
      if (!speaksOfKey) break
    }
    return last
  }

  private async probeAll(
    test: ChannelTest,
    { target, upstreamModel }: Called,
    endsAt: number,
  ): Promise<CapabilityFact[]> {
    const facts: CapabilityFact[] = []
    const model = this.tools.catalog.snapshot().modelsByName.get(test.modelName)
    if (model !== undefined && isEmbeddingModel(model)) return facts // of conversations it can do nothing
    for (const capability of CAPABILITIES) {
      const { body, judge, refused } = CAPABILITY_PROBES[capability]
      const outcome = await this.call(test, { target, upstreamModel, body, traits: OPEN_TRAITS }, endsAt)
      const verdict =
        outcome.type === 'answered'
          ? judge(outcome.events)
          : outcome.isRequestFault
            ? { ...refused, note: `${refused.note}: ${outcome.reason}`.slice(0, 300) }
            : { verdict: 'unknown' as const, note: outcome.reason.slice(0, 300) }
      facts.push({ capability, ...verdict, latencyMs: outcome.latencyMs })
    }
    return facts
  }

  private async call(
    { testId: requestId, modelName }: ChannelTest,
    call: Pick<Parameters<typeof makeProbeCall>[1], 'target' | 'upstreamModel' | 'body' | 'traits'>,
    endsAt: number,
  ): Promise<ProbeOutcome> {
    const timeoutMs = Math.max(1, Math.round(endsAt - performance.now()))
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), timeoutMs)
    try {
      const model = this.tools.catalog.snapshot().modelsByName.get(modelName)
      return await makeProbeCall(this.tools.egress, {
        ...call,
        ...{ model, modelName, requestId, timeoutMs, signal: abort.signal },
      })
    } finally {
      clearTimeout(timer)
    }
  }

  /** A channel that was saved a moment ago may still be on its way here. */
  private whenProjected(test: ChannelTest, waitMs: number): Promise<FoundTargets> {
    const look = (): FoundTargets => findTargets(this.tools.catalog.snapshot(), test)
    const now = look()
    if (now.type === 'found' || now.problem !== 'not_projected') return Promise.resolve(now)
    return new Promise((resolve) => {
      let isOver = false
      const end = (found: FoundTargets): void => {
        if (isOver) return
        isOver = true
        clearTimeout(timer)
        stop()
        resolve(found)
      }
      const timer = setTimeout(() => end(look()), waitMs)
      const stop = this.tools.catalog.onSnapshot(() => {
        const found = look()
        if (found.type === 'found' || found.problem !== 'not_projected') end(found)
      })
    })
  }
}

function toResult({ outcome, target, upstreamModel }: Called): ChannelTestResult {
  const { dialect, latencyMs, status } = outcome
  const facts = { channelKeyId: target.channelKeyId ?? null, upstreamModel, dialect, latencyMs, status }
  if (outcome.type === 'answered') {
    const { inputTokens = null, outputTokens = null } = outcome
    return { type: 'answered', ...facts, text: textOf(outcome.events).slice(0, MAX_TEXT), inputTokens, outputTokens }
  }
  const { code, reason, isAccessDenied, blockedHostPort = null } = outcome
  return { type: 'refused', ...facts, code, reason: reason.slice(0, 500), isAccessDenied, blockedHostPort }
}
