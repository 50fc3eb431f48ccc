import type { ChatMessage, ChatRequest } from '../chat-request'
import { stopsOf, toChatCall } from '../chat-request'
import { type CallCode, type CodeOptions, leftOutOf, NODE_KEY, PYTHON_KEY, readDataUrl, toCurl } from './call-code'
import { toJavaScript, toKeywordArguments, type Value } from './literals'

/** The dialect must be told a limit; this is what most models can write. */
const DEFAULT_MAX_TOKENS = 4_096
const UNKNOWN = ['frequencyPenalty', 'presencePenalty', 'seed', 'isJson'] as const
/** The version under which sampling settings are taken. */
const VERSION = '2023-06-01'

export function toAnthropicCode({ publicUrl, request, maxOutputTokens }: CodeOptions): CallCode {
  const body = toBody(request, maxOutputTokens ?? DEFAULT_MAX_TOKENS)
  return {
    leftOut: leftOutOf(request.parameters, UNKNOWN),
    texts: {
      curl: toCurl(`${publicUrl}/v1/messages`, ['x-api-key: $TOLLGATE_KEY', `anthropic-version: ${VERSION}`], body),
      python: `# pip install anthropic
import os
import anthropic

client = anthropic.Anthropic(
    base_url=${JSON.stringify(publicUrl)},
    api_key=${PYTHON_KEY},
    default_headers={"anthropic-version": "${VERSION}"},
)
message = client.messages.create(
${toKeywordArguments(body)})
print("".join(block.text for block in message.content if block.type == "text"))
`,
      node: `// npm install @anthropic-ai/sdk
import Anthropic from '@anthropic-ai/sdk'

const client = new Anthropic({
  baseURL: ${JSON.stringify(publicUrl)},
  apiKey: ${NODE_KEY},
  defaultHeaders: { 'anthropic-version': '${VERSION}' },
})
const message = await client.messages.create(${toJavaScript(body)})
console.log(message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''))
`,
    },
  }
}

function toBody(request: ChatRequest, maxTokens: number): { [key: string]: Value } {
  const { systemPrompt, temperature, topP, reasoningEffort } = request.parameters
  const stop = stopsOf(request.parameters)
  const { messages } = toChatCall({ ...request, parameters: {} })
  return {
    model: request.model,
    max_tokens: request.parameters.maxTokens ?? maxTokens,
    ...(systemPrompt?.trim() && { system: systemPrompt }),
    messages: messages.map(toMessage),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stop.length > 0 && { stop_sequences: stop }),
    ...(reasoningEffort !== undefined && {
      thinking: { type: 'adaptive' },
      output_config: { effort: reasoningEffort === 'minimal' ? 'low' : reasoningEffort },
    }),
  }
}

function toMessage({ role, content }: ChatMessage): Value {
  if (typeof content === 'string') return { role, content }
  return {
    role,
    content: content.map((part): Value => {
      if (part.type === 'text') return { type: 'text', text: part.text }
      const { mimeType, data } = readDataUrl(part.image_url.url)
      return { type: 'image', source: { type: 'base64', media_type: mimeType, data } }
    }),
  }
}
