import type { DialectId } from '../../canonical/dialect-id.js'
import { isGatewayError } from '../../canonical/error.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import type { JsonObject, RequestAddress, TargetTraits } from '../../codec.js'
import { CODECS } from '../../dialects/index.js'
import type { RequestFeature } from './request-samples.js'

/** `silent` is what must never be: the request arrives changed, and nobody is told. */
export type Verdict =
  | { type: 'passed' }
  | { type: 'carried' }
  | { type: 'noted'; how: readonly string[] }
  | { type: 'lost'; fields: readonly string[] }
  | { type: 'refused'; message: string }
  | { type: 'silent'; sent: unknown; arrived: unknown }

const ADDRESS: RequestAddress = { model: 'm', isStreamed: false }

/** Models that think, on upstreams that take all that their dialect has. */
const UPSTREAM_TRAITS: Record<DialectId, TargetTraits> = {
  'openai-chat': { thinking: 'effort', reasoningField: 'reasoning_content' },
  'openai-responses': { thinking: 'effort' },
  'anthropic-messages': { thinking: 'adaptive', defaultMaxOutputTokens: 32_000 },
  'gemini-generate': {},
}

/** What a client knows of its model: how to ask it for thinking. */
const CLIENT_TRAITS: Record<DialectId, TargetTraits> = {
  'openai-chat': { thinking: 'effort' },
  'openai-responses': { thinking: 'effort' },
  'anthropic-messages': {},
  'gemini-generate': {},
}

/** What a client of this dialect sends. @returns `undefined` where the dialect has no words for it */
export function writeAsClient(client: DialectId, feature: RequestFeature): JsonObject | undefined {
  const codec = CODECS[client]
  const own = feature.wire?.[client]
  if (feature.wire !== undefined && own === undefined) return undefined
  const encoded = attempt(() => codec.encodeRequest(feature.request, { model: 'm', traits: CLIENT_TRAITS[client] }))
  if (encoded.type === 'refused') return undefined
  if (own !== undefined) return { ...encoded.value.body, ...own }
  const { body, warnings } = encoded.value
  const { view } = feature
  if (warnings.length > 0 || view === undefined) return undefined
  return isSame(view(codec.decodeRequest(body, ADDRESS)), view(feature.request)) ? body : undefined
}

/** How a client's body fares on its way to an upstream of another dialect. */
export function judgeRequest(
  { client, upstream }: { client: DialectId; upstream: DialectId },
  { feature, body }: { feature: RequestFeature; body: JsonObject },
): Verdict {
  if (client === upstream) return { type: 'passed' }
  const request = CODECS[client].decodeRequest(body, ADDRESS)
  const target = { model: 'm', traits: UPSTREAM_TRAITS[upstream] }
  const encoded = attempt(() => CODECS[upstream].encodeRequest(request, target))
  if (encoded.type === 'refused') return encoded
  const { body: written, warnings, toolNames } = encoded.value
  const fields = [...new Set(warnings.flatMap((warning) => (warning.type === 'dropped' ? [warning.field] : [])))]
  const how = [...new Set([...warnings, ...(feature.unasked?.[upstream] ?? [])].flatMap(noteOf))]
  const sent = feature.view?.(request)
  const arrived = feature.view?.(withNames(CODECS[upstream].decodeRequest(written, ADDRESS), toolNames))
  const isThere = feature.view !== undefined && isSame(sent, arrived)
  if (fields.length > 0 && !isThere) return { type: 'lost', fields }
  const notes = [...how, ...fields.map((field) => `without \`${field}\``)]
  if (notes.length > 0) return { type: 'noted', how: notes }
  return isThere ? { type: 'carried' } : { type: 'silent', sent, arrived }
}

function noteOf(warning: Warning): string[] {
  switch (warning.type) {
    case 'dropped':
      return []
    case 'clamped':
      return [`at most ${warning.to}`]
    case 'changed':
      return [warning.how]
  }
}

type Attempt<Value> = { type: 'done'; value: Value } | { type: 'refused'; message: string }

function attempt<Value>(work: () => Value): Attempt<Value> {
  try {
    return { type: 'done', value: work() }
  } catch (error) {
    if (isGatewayError(error)) return { type: 'refused', message: error.message }
    throw error
  }
}

/** As the client will see the names again. */
const withNames = (request: CanonicalRequest, names: ReadonlyMap<string, string> = new Map()): CanonicalRequest => ({
  ...request,
  tools: request.tools.map((tool) =>
    tool.type === 'function' ? { ...tool, name: names.get(tool.name) ?? tool.name } : tool,
  ),
})

/** Fields in any order. */
export const isSame = (a: unknown, b: unknown): boolean => canonicalText(a) === canonicalText(b)

const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  ) ?? ''
