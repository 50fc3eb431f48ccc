import { foreignFields } from '../../canonical/foreign-fields.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import { SPELLING } from '../../canonical/residue.js'
import type { EncodedRequest, JsonObject, RequestTarget } from '../../codec.js'
import { dropped, type EncodeContext } from './encode-context.js'
import { encodeMessage } from './encode-messages.js'
import { encodeLimit, encodeSettings } from './encode-settings.js'
import { encodeTurns } from './encode-turns.js'
import { planNames } from './names.js'
import { planFormat } from './response-format.js'
import { encodeThinking } from './thinking.js'
import { encodeToolFields } from './tools.js'
import { type Fields, isFields, present } from './wire.js'

const DIALECT = 'openai-chat'
const NO_NAMES: ReadonlyMap<string, string> = new Map()

/**
 * Our request → the body for an upstream, which is asked for usage wherever it may be. What a client of this dialect wrote
 * is written again as it was, as far as the target's traits allow; what others wrote is made to fit. Losses are warnings.
 * @throws GatewayError `invalid_request` for video, for addresses of sounds and documents and for files of other vendors
 */
export function encodeRequest(request: CanonicalRequest, target: RequestTarget): EncodedRequest {
  const { stream_options: streamOptions, [SPELLING]: spelled, ...fields } = request.residue?.[DIALECT] ?? {}
  const spelling = isFields(spelled) ? spelled : {}
  const isOwn = spelling.isOwn === true
  const names = isOwn ? NO_NAMES : planNames(request)
  const context: EncodeContext = {
    isOwn,
    traits: target.traits ?? {},
    warnings: foreignFields(request, DIALECT),
    nameOf: (name) => names.get(name) ?? name,
  }
  const { settings } = request
  const { outputLimitField: limitField = spelling.limit === 'max_completion_tokens' ? spelling.limit : 'max_tokens' } =
    context.traits
  const userField = spelling.user === 'safety_identifier' ? 'safety_identifier' : 'user'
  const { format, instruction } = planFormat(request, context)
  const body = present({
    ...fields,
    ...encodeSettings(settings, context),
    ...encodeThinking(settings, context),
    response_format: format ?? fields.response_format,
    [limitField]: encodeLimit(settings.maxOutputTokens, target, context),
    ...(settings.endUserId !== undefined && { [userField]: settings.endUserId }),
    model: target.model,
    messages: withInstruction(encodeConversation(request, context), instruction),
    ...encodeToolFields(request, context),
    ...(request.isStreamed && { stream: true, stream_options: encodeStreamOptions(streamOptions, context) }),
  })
  const toolNames = new Map([...names].map(([own, wire]) => [wire, own] as const))
  return { body, warnings: context.warnings, ...(toolNames.size > 0 && { toolNames }) }
}

const encodeConversation = ({ messages }: CanonicalRequest, context: EncodeContext): Fields[] =>
  context.isOwn
    ? messages.flatMap((message, index) => encodeMessage(message, `messages[${index}]`, context))
    : encodeTurns(messages, context)

/** Words of ours stand behind the client's instructions. */
function withInstruction(messages: readonly Fields[], instruction: string | undefined): readonly Fields[] {
  if (instruction === undefined) return messages
  const [first, ...rest] = messages
  return first?.role === 'system' && typeof first.content === 'string'
    ? [{ ...first, content: `${first.content}\n\n${instruction}` }, ...rest]
    : [{ role: 'system', content: instruction }, ...messages]
}

function encodeStreamOptions(told: unknown, { traits, warnings }: EncodeContext): JsonObject | undefined {
  const others = isFields(told) ? told : {}
  if (traits.takesStreamOptions !== false) return { ...others, include_usage: true }
  for (const name of Object.keys(others)) warnings.push(dropped(`stream_options.${name}`))
  return undefined
}
