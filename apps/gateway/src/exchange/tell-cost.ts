import { formatNanos } from '@tollgate/pricing'
import { type DialectId, isGatewayError, type Usage } from '@tollgate/protocols/canonical'
import { CODECS, type ResponseIdentity } from '@tollgate/protocols/dialects'
import { appendMember } from '@tollgate/protocols/passthrough'
import { createSseParser, formatSse, type SseMessage } from '@tollgate/protocols/sse'
import type { SettledUsage } from './settle.js'

const MEMBER = 'tollgate'

/**
 * Where a stream tells its cost to those who ask with `x-tollgate-extras: cost`: in a chunk of usage of ours, instead of
 * any other, or as a member of its last message, beside what the clients of the vendor read.
 */
const COST_PLACES: Record<DialectId, 'usage-chunk' | 'last-message'> = {
  'openai-chat': 'usage-chunk',
  'openai-responses': 'last-message',
  'anthropic-messages': 'last-message',
  'gemini-generate': 'last-message',
}

export const hasCostChunk = (dialect: DialectId): boolean => COST_PLACES[dialect] === 'usage-chunk'

/** What a call has cost, as its caller is told it; amounts in currency units. */
export interface ToldCost {
  cost: string
  /** Of the payer, after this call. */
  balance: string
  request_id: string
  /** The upstream told no usage that can be billed. */
  estimated: boolean
}

export const toToldCost = (
  settled: SettledUsage,
  { availableNanos, requestId }: { availableNanos: bigint; requestId: string },
): ToldCost => ({
  cost: formatNanos(settled.costNanos),
  balance: formatNanos(availableNanos - settled.costNanos),
  request_id: requestId,
  estimated: settled.provenance === 'estimated',
})

/** A whole answer with its cost; one that cannot be added to stays as it is. */
export function withCostInBody(body: string, told: ToldCost): string {
  try {
    return body.trimStart().startsWith('{') ? appendMember(body, MEMBER, told) : body
  } catch (error) {
    // more members, or odder ones, than we write into; it is the upstream's, and was paid for
    if (isGatewayError(error)) return body
    throw error
  }
}

export interface StreamCost {
  dialect: DialectId
  told: ToldCost
  identity: ResponseIdentity
  /** What the upstream told, if it can be billed. */
  usage: Usage | undefined
  settled: SettledUsage
}

/** @param held the last bytes of a stream, which end it @returns them with the cost */
export function withCostInStream(held: Uint8Array, cost: StreamCost): Uint8Array {
  const parser = createSseParser()
  const messages = [...parser.push(held), ...parser.end()]
  const end = messages.at(-1)
  const before = messages.slice(0, -1)
  if (hasCostChunk(cost.dialect)) {
    const chunk = costChunk(cost)
    return end === undefined || before.length === 0
      ? Buffer.concat([toBytes(chunk), held])
      : toBytes([...before, ...chunk, end])
  }
  if (end === undefined) return held
  const data = withCostInBody(end.data, cost.told)
  return data === end.data ? held : toBytes([...before, { ...end, data }])
}

const toBytes = (messages: readonly SseMessage[]): Uint8Array => Buffer.from(messages.map(formatSse).join(''), 'utf8')

function costChunk({ dialect, told, identity, usage, settled }: StreamCost): SseMessage[] {
  const encoder = CODECS[dialect].createStreamEncoder({ ...identity, includeUsage: true })
  const known = (told.estimated ? undefined : usage) ?? usageOf(settled)
  const [chunk] = [...encoder.push({ type: 'usage', usage: known }), ...encoder.push({ type: 'finish' })]
  return chunk === undefined ? [] : [{ ...chunk, data: appendMember(chunk.data, MEMBER, told) }]
}

const usageOf = ({ quantities }: SettledUsage): Usage => ({
  input: {
    total:
      quantities.inputTokens + quantities.cacheReadTokens + quantities.cacheWriteTokens + quantities.cacheWrite1hTokens,
  },
  output: { total: quantities.outputTokens + quantities.reasoningTokens },
})
