import { DIALECT_IDS } from '../../canonical/dialect-id.js'
import type { CanonicalRequest, RequestSettings, ResponseFormat } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import type { JsonObject, RequestTarget } from '../../codec.js'
import { encodeMessage } from './encode-messages.js'
import { encodeToolChoice, encodeTools } from './tools.js'
import { isFields, present } from './wire.js'

const DIALECT = 'openai-chat'

/** Our request → the body for an upstream, which is always asked for usage. Never throws; losses are warnings. */
export function encodeRequest(
  request: CanonicalRequest,
  target: RequestTarget,
): { body: JsonObject; warnings: Warning[] } {
  const warnings: Warning[] = foreignResidue(request)
  const { stream_options: streamOptions, ...fields } = request.residue?.[DIALECT] ?? {}
  const limit = clampedLimit(request.settings.maxOutputTokens, target.maxOutputTokens, warnings)
  const limitField = fields.max_completion_tokens === undefined ? 'max_tokens' : 'max_completion_tokens'
  const tools = encodeTools(request.tools, warnings)
  const body = present({
    ...fields,
    ...encodeSettings(request.settings),
    [limitField]: limit,
    model: target.model,
    messages: request.messages.flatMap((message, index) => encodeMessage(message, `messages[${index}]`, warnings)),
    tools: tools.length === 0 ? undefined : tools, // an empty list is refused by some
    ...(request.isStreamed && {
      stream: true,
      stream_options: { ...(isFields(streamOptions) ? streamOptions : {}), include_usage: true },
    }),
  })
  return { body, warnings }
}

/** Fields of other dialects have no place here; each is named once, wherever it stands. */
function foreignResidue(request: CanonicalRequest): Warning[] {
  const names = new Set<string>()
  for (const { residue } of [
    request,
    ...request.messages,
    ...request.messages.flatMap(({ parts }) => parts.filter((part) => part.type !== 'opaque')),
  ]) {
    for (const dialect of DIALECT_IDS) {
      if (dialect !== DIALECT) for (const name of Object.keys(residue?.[dialect] ?? {})) names.add(name)
    }
  }
  return [...names].map((field) => ({ type: 'dropped', field }))
}

function clampedLimit(asked: number | undefined, sent: number | undefined, warnings: Warning[]): number | undefined {
  if (sent === undefined) return asked
  if (asked !== undefined && sent < asked) warnings.push({ type: 'clamped', field: 'maxOutputTokens', to: sent })
  return sent
}

const encodeSettings = (settings: RequestSettings): JsonObject => ({
  temperature: settings.temperature,
  top_p: settings.topP,
  top_k: settings.topK,
  stop: settings.stop,
  seed: settings.seed,
  frequency_penalty: settings.frequencyPenalty,
  presence_penalty: settings.presencePenalty,
  n: settings.choiceCount,
  ...(settings.logprobs !== undefined && {
    logprobs: settings.logprobs.isWanted,
    top_logprobs: settings.logprobs.top,
  }),
  ...(settings.responseFormat !== undefined && { response_format: encodeFormat(settings.responseFormat) }),
  ...(settings.reasoningEffort !== undefined && { reasoning_effort: settings.reasoningEffort }),
  ...(settings.toolChoice !== undefined && { tool_choice: encodeToolChoice(settings.toolChoice) }),
  parallel_tool_calls: settings.mayCallToolsInParallel,
})

function encodeFormat(format: ResponseFormat): JsonObject {
  switch (format.type) {
    case 'text':
      return { type: 'text' }
    case 'json-object':
      return { type: 'json_object' }
    case 'json-schema': {
      const { name, description, schema, strict } = format
      return { type: 'json_schema', json_schema: present({ name, description, schema, strict }) }
    }
  }
}
