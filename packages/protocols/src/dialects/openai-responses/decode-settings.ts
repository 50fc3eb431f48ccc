import type { RequestSettings, ResponseFormat } from '../../canonical/request.js'
import { decodeToolChoice } from './tools.js'
import { type Fields, isEmpty, isReasoningEffort, present, type WireRequest } from './wire.js'

export const ENCRYPTED_REASONING = 'reasoning.encrypted_content'
export const OUTPUT_LOGPROBS = 'message.output_text.logprobs'
/** What the canonical model says in other words, or what every encoder asks for. */
const KNOWN_INCLUDES: readonly string[] = [ENCRYPTED_REASONING, OUTPUT_LOGPROBS]

/** Values that say what happens anyway. */
const DEFAULTS: Fields = { truncation: 'disabled', background: false, store: false, service_tier: 'auto' }

export interface DecodedSettings {
  settings: RequestSettings
  /** Fields that no other dialect has a place for. */
  lost: Fields
  spelled: Fields
}

/** Settings that the canonical model has, and all the other fields of the body. */
export function decodeSettings(wire: WireRequest): DecodedSettings {
  const {
    model: _model,
    input: _input,
    instructions: _instructions,
    tools: _tools,
    stream: _stream,
    max_output_tokens: maxOutputTokens,
    temperature,
    top_p: topP,
    top_logprobs: topLogprobs,
    parallel_tool_calls: mayCallToolsInParallel,
    text,
    reasoning,
    tool_choice: choice,
    include,
    user,
    safety_identifier: safetyIdentifier,
    prompt_cache_key: promptCacheKey,
    metadata,
    ...others
  } = wire
  const { format, verbosity, ...otherText } = present(text ?? {})
  const responseFormat = text?.format == null ? undefined : decodeFormat(text.format)
  const thinking = decodeThinking(reasoning ?? {})
  const toolChoice = choice == null ? undefined : decodeToolChoice(choice)
  const isLogged = topLogprobs != null || include?.includes(OUTPUT_LOGPROBS) === true
  const settings = present({
    maxOutputTokens,
    temperature,
    topP,
    logprobs: isLogged ? { isWanted: true, ...(topLogprobs != null && { top: topLogprobs }) } : undefined,
    responseFormat,
    ...thinking.settings,
    endUserId: safetyIdentifier ?? user,
    promptCacheKey,
    serviceTier: others.service_tier === DEFAULTS.service_tier ? undefined : others.service_tier,
    verbosity,
    metadata,
    toolChoice,
    mayCallToolsInParallel,
  }) as RequestSettings
  const defaults = Object.keys(DEFAULTS).filter((name) => others[name] === DEFAULTS[name])
  return {
    settings,
    lost: {
      ...Object.fromEntries(
        Object.entries(others).filter(([name]) => name !== 'service_tier' && !defaults.includes(name)),
      ),
      include: unknownIncludes(include),
      ...within('text', { ...otherText, ...(responseFormat === undefined && { format }) }),
      ...within('reasoning', thinking.lost),
      ...(toolChoice === undefined && { tool_choice: choice }),
      // of the two names of one user the older rides along where both were told
      user: safetyIdentifier == null ? undefined : user,
    },
    spelled: {
      include: include ?? undefined,
      defaults: defaults.length === 0 ? undefined : Object.fromEntries(defaults.map((name) => [name, DEFAULTS[name]])),
      summary: thinking.summary,
      user: safetyIdentifier == null && user != null ? 'user' : undefined,
    },
  }
}

function unknownIncludes(include: readonly string[] | null | undefined): string[] | undefined {
  const unknown = (include ?? []).filter((name) => !KNOWN_INCLUDES.includes(name))
  return unknown.length === 0 ? undefined : unknown
}

/** Fields of an object by their path: what of it is lost is named. */
const within = (name: string, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(present(fields)).map(([field, value]) => [`${name}.${field}`, value]))

/** The reverse: fields of an object that were kept by their path. */
export const fieldsWithin = (name: string, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([path, value]) =>
      path.startsWith(`${name}.`) ? [[path.slice(name.length + 1), value]] : [],
    ),
  )

interface DecodedThinking {
  settings: Pick<RequestSettings, 'reasoningEffort' | 'isReasoningShown'>
  lost: Fields
  /** The kind of summary, where it is not the usual one. */
  summary: string | undefined
}

function decodeThinking({ effort, summary, ...rest }: NonNullable<WireRequest['reasoning']>): DecodedThinking {
  const known = effort != null && isReasoningEffort(effort) ? effort : undefined
  const isAsked = summary != null || (known !== undefined && known !== 'none')
  return {
    settings: {
      ...(known !== undefined && { reasoningEffort: known }),
      // it is shown where a summary is asked for, and only there
      ...(isAsked && { isReasoningShown: summary != null }),
    },
    lost: { ...rest, ...(known === undefined && { effort }) },
    summary: summary == null || summary === 'auto' ? undefined : summary,
  }
}

/** @returns `undefined` for a form that the canonical model does not have, such as a grammar */
function decodeFormat(wanted: NonNullable<NonNullable<WireRequest['text']>['format']>): ResponseFormat | undefined {
  const { type, name, description, schema, strict, ...others } = wanted
  if (!isEmpty(present(others))) return undefined
  if (type === 'text') return { type: 'text' }
  if (type === 'json_object') return { type: 'json-object' }
  if (type !== 'json_schema' || name == null) return undefined
  return {
    type: 'json-schema',
    name,
    ...(schema != null && { schema }),
    ...(description != null && { description }),
    ...(strict != null && { strict }),
  }
}
