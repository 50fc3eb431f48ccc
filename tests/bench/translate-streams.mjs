// CPU of the gateway for streams that it translates, beside a bare proxy that passes the same upstream's on.
import { CODECS } from '@tollgate/protocols/dialects'
import { metered } from './process-meter.mjs'

const CONNECTIONS = 100
const CHUNKS_PER_STREAM = 100
const MESSAGES = [{ role: 'user', parts: [{ type: 'text', text: 'Why does glass bend red light less than blue?' }] }]
const REQUEST = {
  ...{ messages: MESSAGES, tools: [], isStreamed: true, wantsStreamUsage: true, settings: { maxOutputTokens: 1_024 } },
  facts: { vision: false, audio: false, document: false, tools: false, json: false, reasoning: false, nativeOnly: [] },
}

/** Where each dialect is reached, on the gateway and on the upstream alike. */
const PREFIXES = {
  'openai-chat': '/v1',
  'openai-responses': '/v1',
  'anthropic-messages': '/v1',
  'gemini-generate': '/v1beta',
}
const CHANNEL_TYPES = {
  'openai-chat': 'openai-compatible',
  'openai-responses': 'openai-responses',
  'anthropic-messages': 'anthropic',
  'gemini-generate': 'gemini',
}
export const DIALECTS = Object.keys(PREFIXES)
const modelOf = (dialect) => `bench-${dialect}`

/** One channel and one model for each dialect of upstreams. */
export const CHANNELS = DIALECTS.map((dialect) => ({
  ...{ name: dialect, type: CHANNEL_TYPES[dialect], path: PREFIXES[dialect], model: modelOf(dialect) },
}))

/** A hundred streams at once. @returns CPU of the target's process for 1,000 chunks of the upstream, in ms */
export async function measurePair(load, target, { client, upstream }) {
  const model = modelOf(upstream)
  const { cpuMs } = await metered(target.pid, () =>
    load.ask({
      ...{ type: 'streams', origin: target.origin, connections: CONNECTIONS },
      path: PREFIXES[client] + CODECS[client].requestPath({ model, isStreamed: true }),
      headers: { 'content-type': 'application/json', ...target.headers },
      body: JSON.stringify(CODECS[client].encodeRequest({ ...REQUEST, model }, { model }).body),
    }),
  )
  return (cpuMs * 1_000) / (CONNECTIONS * CHUNKS_PER_STREAM)
}
