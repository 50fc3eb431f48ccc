import type { ChatMessage, ChatRequest } from '../chat-request'
import { stopsOf, toChatCall } from '../chat-request'
import { type CallCode, type CodeOptions, NODE_KEY, PYTHON_KEY, readDataUrl, toCurl } from './call-code'
import { toJavaScript, toKeywordArguments, type Value } from './literals'

type Fields = { [key: string]: Value }

export function toGeminiCode({ publicUrl, request }: CodeOptions): CallCode {
  const { model } = request
  const contents = toChatCall({ ...request, parameters: {} }).messages.map(toContent)
  const system = request.parameters.systemPrompt?.trim() ? request.parameters.systemPrompt : undefined
  const settings = toSettings(request)
  const body = {
    contents,
    ...(system !== undefined && { systemInstruction: { parts: [{ text: system }] } }),
    ...(Object.keys(settings).length > 0 && { generationConfig: settings }),
  }
  // its clients keep all of this in one place
  const config: Fields = { ...(system !== undefined && { systemInstruction: system }), ...settings }
  const call: Fields = { model, contents, ...(Object.keys(config).length > 0 && { config }) }
  const url = `${publicUrl}/v1beta/models/${model.split('/').map(encodeURIComponent).join('/')}:generateContent`
  return {
    leftOut: [],
    texts: {
      curl: toCurl(url, ['x-goog-api-key: $TOLLGATE_KEY'], body),
      python: `# pip install google-genai
import os
from google import genai

client = genai.Client(
    api_key=${PYTHON_KEY},
    http_options={"base_url": ${JSON.stringify(publicUrl)}},
)
response = client.models.generate_content(
${toKeywordArguments(call)})
print(response.text)
`,
      node: `// npm install @google/genai
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({
  apiKey: ${NODE_KEY},
  httpOptions: { baseUrl: ${JSON.stringify(publicUrl)} },
})
const response = await client.models.generateContent(${toJavaScript(call)})
console.log(response.text)
`,
    },
  }
}

function toSettings({ parameters }: ChatRequest): Fields {
  const { temperature, topP, maxTokens, frequencyPenalty, presencePenalty, seed } = parameters
  const { reasoningEffort, isJson } = parameters
  const stop = stopsOf(parameters)
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(seed !== undefined && { seed }),
    ...(stop.length > 0 && { stopSequences: stop }),
    ...(reasoningEffort !== undefined && { thinkingConfig: { thinkingLevel: reasoningEffort.toUpperCase() } }),
    ...(isJson && { responseMimeType: 'application/json' }),
  }
}

function toContent({ role, content }: ChatMessage): Value {
  const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content
  return {
    role: role === 'assistant' ? 'model' : 'user',
    parts: parts.map(
      (part): Value => (part.type === 'text' ? { text: part.text } : { inlineData: readDataUrl(part.image_url.url) }),
    ),
  }
}
