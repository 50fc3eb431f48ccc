import type { FinishReason } from '../../canonical/finish-reason.js'
import type { ResponseIdentity } from '../../codec.js'
import { encodeEnd } from './finish-reason.js'
import type { Fields } from './wire.js'

/** What the vendor's types demand of every response; an upstream of this dialect tells better. */
const DEFAULTS: Fields = {
  background: false,
  error: null,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  service_tier: 'default',
  store: false,
  temperature: null,
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: null,
  truncation: 'disabled',
  user: null,
}

/** Whether a field says what every response says. */
export const isDefault = (name: string, value: unknown): boolean =>
  Object.hasOwn(DEFAULTS, name) && JSON.stringify(value) === JSON.stringify(DEFAULTS[name])

const PREFIX = 'resp_'
/** How ids of the older dialect of this vendor begin. */
const OTHER_PREFIX = /^(chatcmpl|resp)[-_]/

/** An id in this dialect's form; one that is in it already stays as it is. */
export const toResponseId = (id: string): string => (id.startsWith(PREFIX) ? id : PREFIX + plainId(id))

/** Ids of items are made from the response's: the same each time, and none twice. */
export const toItemId = (prefix: 'msg' | 'fc' | 'rs', responseId: string, index: number): string =>
  `${prefix}_${plainId(responseId)}_${index}`

const plainId = (id: string): string => id.replace(OTHER_PREFIX, '').replace(/[^a-zA-Z0-9]/g, '')

/** @param own fields as an upstream of this dialect told them */
export const responseInProgress = (identity: ResponseIdentity, own: Fields): Fields => ({
  ...DEFAULTS,
  ...own,
  id: toResponseId(identity.id),
  object: 'response',
  created_at: identity.createdAtSeconds,
  status: 'in_progress',
  model: identity.model,
  output: [],
  usage: null,
})

export interface ResponseEnd {
  /** Fields that differ from those at the beginning. */
  changed: Fields
  output: readonly Fields[]
  usage: Fields | null
  reason: FinishReason
}

export function responseAtEnd(begun: Fields, { changed, output, usage, reason }: ResponseEnd): Fields {
  const { status, reason: detail } = encodeEnd(reason)
  const incomplete = detail === undefined ? null : { reason: detail }
  return { ...begun, ...changed, status, incomplete_details: incomplete, output, usage }
}
