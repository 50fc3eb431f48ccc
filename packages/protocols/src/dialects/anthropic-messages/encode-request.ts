import { foreignFields } from '../../canonical/foreign-fields.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import { SPELLING } from '../../canonical/residue.js'
import type { Warning } from '../../canonical/warning.js'
import type { EncodedRequest, RequestTarget, TargetTraits } from '../../codec.js'
import { type Conversation, encodeMessages } from './encode-messages.js'
import { compact } from './encode-parts.js'
import { encodeSampling } from './sampling.js'
import { type FormatPlan, planFormat } from './structured-output.js'
import { mostWithThinking, planThinking, type ThinkingPlan } from './thinking.js'
import { type LimitBounds, mostLimitOf } from './thinking-budget.js'
import { renamedTools } from './tool-name.js'
import { allowedTools, encodeToolChoice, encodeTools, isForced } from './tools.js'
import { type Fields, isFields, present } from './wire.js'

const DIALECT = 'anthropic-messages'
/** Where nobody knows better; the dialect requires a limit. */
const DEFAULT_OUTPUT_TOKENS = 4_096

/** What only sampling needs; a request whose tokens are counted has none of it. */
const SAMPLING_FIELDS = ['max_tokens', 'temperature', 'top_p', 'top_k', 'stop_sequences', 'stream', 'metadata']

/**
 * Our request → the body for an upstream. Losses are warnings.
 * @throws GatewayError `invalid_request` for sound, video, several choices and files of other vendors
 */
export function encodeRequest(request: CanonicalRequest, target: RequestTarget): EncodedRequest {
  const { settings } = request
  const traits = target.traits ?? {}
  const warnings = foreignFields(request, DIALECT)
  const residue = request.residue?.[DIALECT] ?? {}
  const conversation = encodeMessages(request.messages, { traits, warnings })
  const tools = encodeTools(allowedTools(request.tools, settings.toolChoice), warnings)
  const isChosen = tools.length > 0 && isForced(settings.toolChoice)
  const thinking = planThinking({
    settings,
    traits,
    ...limitOf(request, target, warnings),
    isForced: isChosen,
    hasLostThinking: conversation.hasLostThinking,
    warnings,
  })
  const format = planFormat({
    format: settings.responseFormat,
    takesJsonSchema: traits.takesJsonSchema !== false,
    mayForceTool: !thinking.isOn && !isChosen,
    hasTools: tools.length > 0,
    warnings,
  })
  const config = { ...(isFields(residue.thinking) ? residue.thinking : {}), ...thinking.config }
  const body = present({
    ...bodyFields(residue),
    model: target.model,
    max_tokens: thinking.limitTokens,
    ...encodeConversation(conversation, format),
    ...encodeSampling({ settings, traits, isThinking: thinking.isOn, warnings }),
    ...encodeToolFields(request, { tools, format, thinking, traits, warnings }),
    thinking: someOf(config),
    ...encodeOutput(residue, { format, thinking }),
    metadata: someOf({ ...(isFields(residue.metadata) ? residue.metadata : {}), user_id: settings.endUserId }),
    stream: request.isStreamed ? true : undefined,
  })
  const toolNames = renamedTools(request.tools)
  return {
    ...{ body, warnings },
    ...(toolNames.size > 0 && { toolNames }),
    ...(format.instruction !== undefined && { isJsonInWords: true }),
  }
}

/** The body for `/messages/count_tokens`. Losses and refusals as {@link encodeRequest}. */
export function encodeCountTokensRequest(request: CanonicalRequest, target: RequestTarget): EncodedRequest {
  const { body, warnings } = encodeRequest(request, target)
  const counted = Object.entries(body).filter(([name]) => !SAMPLING_FIELDS.includes(name))
  return { body: Object.fromEntries(counted), warnings }
}

/** Fields of the residue that stand in the body as they are. */
function bodyFields(residue: Fields): Fields {
  const { thinking: _, output_config: __, metadata: ___, [SPELLING]: ____, ...fields } = residue
  return fields
}

function limitOf(
  { settings }: CanonicalRequest,
  { maxOutputTokens: sent, mostOutputTokens, traits = {} }: RequestTarget,
  warnings: Warning[],
): LimitBounds {
  const asked = settings.maxOutputTokens
  const wanted = sent ?? asked ?? traits.defaultMaxOutputTokens ?? DEFAULT_OUTPUT_TOKENS
  const limitTokens = Math.min(wanted, traits.maxOutputTokens ?? wanted)
  if (asked !== undefined && limitTokens < asked) {
    warnings.push({ type: 'clamped', field: 'maxOutputTokens', to: limitTokens })
  }
  // a limit that is to be sent was made of money; without the plan's word it does not grow
  const most = mostOutputTokens ?? (sent === undefined ? mostLimitOf(traits) : limitTokens)
  return { limitTokens, mostTokens: Math.min(most, mostLimitOf(traits)) }
}

/** See `DialectCodec.mostOutputTokens`. */
export const mostOutputTokens = (
  { settings }: CanonicalRequest,
  { limitTokens, mostTokens, traits }: LimitBounds & { traits: TargetTraits },
): number => mostWithThinking(settings, traits, { limitTokens, mostTokens })

function encodeConversation({ system, messages }: Conversation, { instruction }: FormatPlan): Fields {
  const blocks = instruction === undefined ? system : [...system, instruction]
  return { ...(blocks.length > 0 && { system: compact(blocks) }), messages }
}

interface ToolContext {
  tools: readonly Fields[]
  format: FormatPlan
  thinking: ThinkingPlan
  traits: TargetTraits
  warnings: Warning[]
}

/** A choice needs tools; none of them is no list. */
function encodeToolFields(
  { settings }: CanonicalRequest,
  { tools, format, thinking, traits, warnings }: ToolContext,
): Fields {
  if (format.tool !== undefined) return { tools: [...tools, format.tool], tool_choice: format.choice }
  if (tools.length === 0) {
    if (isForced(settings.toolChoice)) warnings.push({ type: 'dropped', field: 'toolChoice' })
    return {}
  }
  const isSoftened = thinking.isOn && isForced(settings.toolChoice)
  if (isSoftened) warnings.push({ type: 'changed', field: 'toolChoice', how: 'as auto, because the model thinks' })
  const mayCallInParallel = traits.takesParallelToolCallsFlag === false ? undefined : settings.mayCallToolsInParallel
  if (settings.mayCallToolsInParallel === false && mayCallInParallel === undefined) {
    warnings.push({ type: 'dropped', field: 'mayCallToolsInParallel' })
  }
  return {
    tools,
    tool_choice: encodeToolChoice(isSoftened ? { type: 'auto' } : settings.toolChoice, mayCallInParallel),
  }
}

function encodeOutput(residue: Fields, { format, thinking }: { format: FormatPlan; thinking: ThinkingPlan }): Fields {
  const spelling = residue[SPELLING]
  const isOlder = isFields(spelling) && spelling.format === 'output_format'
  const rest = isFields(residue.output_config) ? residue.output_config : {}
  return {
    output_config: someOf({
      ...rest,
      effort: thinking.effort ?? rest.effort,
      format: isOlder ? rest.format : (format.format ?? rest.format),
    }),
    ...(isOlder && { output_format: format.format }),
  }
}

/** An object without its empty fields; `undefined` where none is left. */
function someOf(fields: Fields): Fields | undefined {
  const some = present(fields)
  return Object.keys(some).length === 0 ? undefined : some
}
