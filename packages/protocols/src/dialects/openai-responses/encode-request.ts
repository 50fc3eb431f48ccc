import { foreignFields } from '../../canonical/foreign-fields.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import type { EncodedRequest, JsonObject, RequestTarget, TargetTraits } from '../../codec.js'
import { encodeMessages } from './encode-messages.js'
import { encodeSettings } from './encode-settings.js'
import { planNames } from './names.js'
import { readResidue } from './spelling.js'
import { encodeToolChoice, encodeTools } from './tools.js'
import { isFields, present } from './wire.js'

const DIALECT = 'openai-responses'
/** Fields that are written where their path says. */
const PARTS = /^(text|reasoning)\./

/**
 * Our request → the body for an upstream. Nothing is to be stored there unless a client of this dialect said so.
 * @throws GatewayError `invalid_request` for sound, video, several choices and files of other vendors
 */
export function encodeRequest(request: CanonicalRequest, target: RequestTarget): EncodedRequest {
  const warnings: Warning[] = foreignFields(request, DIALECT)
  const traits = target.traits ?? {}
  const { fields, spelling } = readResidue(request)
  const plain = Object.fromEntries(Object.entries(fields).filter(([name]) => !PARTS.test(name)))
  const names = planNames(request)
  const nameOf = (name: string) => names.get(name) ?? name
  const isStored = fields.store === true
  const isContinued = fields.previous_response_id !== undefined || fields.conversation !== undefined
  const options = { nameOf, traits, isStored, isContinued, warnings }
  const { instructions, input } = encodeMessages(request.messages, options)
  warnOfPrefill(request, warnings)
  const body = present({
    ...plain,
    ...(isFields(spelling.defaults) && spelling.defaults),
    store: isStored,
    ...encodeSettings(request, target, warnings),
    model: target.model,
    instructions,
    input,
    ...encodeToolFields(request, { nameOf, traits, warnings }),
    ...(request.isStreamed && { stream: true }),
  })
  const toolNames = new Map([...names].map(([own, wire]) => [wire, own] as const))
  return { body, warnings, ...(toolNames.size > 0 && { toolNames }) }
}

interface ToolOptions {
  nameOf: (name: string) => string
  traits: TargetTraits
  warnings: Warning[]
}

function encodeToolFields(
  { tools, settings }: CanonicalRequest,
  { nameOf, traits, warnings }: ToolOptions,
): JsonObject {
  const encoded = encodeTools(tools, nameOf, warnings)
  const { toolChoice, mayCallToolsInParallel } = settings
  const mayChoose = encoded.length > 0 || toolChoice?.type === 'auto' || toolChoice?.type === 'none'
  if (toolChoice !== undefined && !mayChoose) warnings.push({ type: 'dropped', field: 'toolChoice' })
  const takesFlag = traits.takesParallelToolCallsFlag !== false
  if (mayCallToolsInParallel !== undefined && !takesFlag) {
    warnings.push({ type: 'dropped', field: 'mayCallToolsInParallel' })
  }
  return {
    tools: encoded.length === 0 ? undefined : encoded, // an empty list is refused by some
    ...(toolChoice !== undefined && mayChoose && { tool_choice: encodeToolChoice(toolChoice, nameOf) }),
    parallel_tool_calls: takesFlag ? mayCallToolsInParallel : undefined,
  }
}

/** A turn of the model at the end is continued in other dialects; here the model begins a new one after it. */
function warnOfPrefill({ messages }: CanonicalRequest, warnings: Warning[]): void {
  const last = messages.at(-1)
  const isPrefill = last?.role === 'assistant' && last.parts.every(({ type }) => type === 'text' || type === 'refusal')
  const isOwn = last?.parts.some((part) => part.type !== 'opaque' && readResidue(part).isOwn)
  if (isPrefill && !isOwn) {
    const field = `messages[${messages.length - 1}]`
    warnings.push({ type: 'changed', field, how: 'the model begins a new turn instead of continuing this one' })
  }
}
