import { foreignFields } from '../../canonical/foreign-fields.js'
import type { CanonicalRequest, RequestSettings, ResponseFormat } from '../../canonical/request.js'
import { SPELLING } from '../../canonical/residue.js'
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
  const warnings: Warning[] = foreignFields(request, DIALECT)
  const { stream_options: streamOptions, [SPELLING]: spelled, ...fields } = request.residue?.[DIALECT] ?? {}
  const limit = clampedLimit(request.settings.maxOutputTokens, target.maxOutputTokens, warnings)
  const spelling = isFields(spelled) ? spelled : {}
  const limitField = spelling.limit === 'max_completion_tokens' ? 'max_completion_tokens' : 'max_tokens'
  const userField = spelling.user === 'safety_identifier' ? 'safety_identifier' : 'user'
  const tools = encodeTools(request.tools, warnings)
  const body = present({
    ...fields,
    ...encodeSettings(request.settings),
    [limitField]: limit,
    ...(request.settings.endUserId !== undefined && { [userField]: request.settings.endUserId }),
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
