import { z } from 'zod'
import type { ChatRequest } from './chat-request.js'

/** Enums are taken by name or by number, as protocol buffers have it. */
const MODES = ['MODE_UNSPECIFIED', 'AUTO', 'ANY', 'NONE', 'VALIDATED']
const mode = z
  .union([z.string(), z.int().min(0)])
  .transform((value) => (typeof value === 'number' ? MODES[value] : value))

const fields = z.record(z.string(), z.unknown())

const functionCall = z.object({ id: z.string().nullish(), name: z.string(), args: fields.nullish() })
const functionResponse = z.object({
  id: z.string().nullish(),
  name: z.string(),
  response: fields,
  parts: z.array(fields).nullish(),
})

const part = z.object({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  inlineData: z.object({ mimeType: z.string(), data: z.string() }).optional(),
  fileData: z.object({ fileUri: z.string(), mimeType: z.string().optional() }).optional(),
  functionCall: functionCall.optional(),
  functionResponse: functionResponse.optional(),
  executableCode: fields.optional(),
  codeExecutionResult: fields.optional(),
  videoMetadata: fields.optional(),
})

const content = z.object({ role: z.string().optional(), parts: z.array(part).optional() })

/** What the fake upstream reads of a `generateContent` call. */
export const geminiRequestSchema = z.object({
  contents: z.array(content).optional(),
  systemInstruction: content.optional(),
  tools: z
    .array(
      z.looseObject({
        functionDeclarations: z
          .array(
            z.object({
              name: z.string(),
              description: z.string().optional(),
              parameters: fields.optional(),
              parametersJsonSchema: z.unknown().optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  toolConfig: z
    .object({
      functionCallingConfig: z
        .object({ mode: mode.optional(), allowedFunctionNames: z.array(z.string()).optional() })
        .optional(),
      retrievalConfig: fields.optional(),
    })
    .optional(),
  generationConfig: z
    .looseObject({
      candidateCount: z.number().optional(),
      maxOutputTokens: z.number().int().optional(),
      stopSequences: z.array(z.string()).optional(),
      seed: z.number().optional(),
      responseMimeType: z.string().optional(),
      responseSchema: fields.optional(),
      responseJsonSchema: fields.optional(),
      thinkingConfig: z
        .object({
          thinkingBudget: z.number().int().optional(),
          thinkingLevel: z.string().optional(),
          includeThoughts: z.boolean().optional(),
        })
        .optional(),
    })
    .optional(),
})

export type GeminiRequest = z.infer<typeof geminiRequestSchema>
export type GeminiContent = z.infer<typeof content>
export type GeminiPart = z.infer<typeof part>

/** The same question in the words of the planner. */
export function toChatRequest(request: GeminiRequest, call: { model: string; isStreamed: boolean }): ChatRequest {
  const config = request.generationConfig ?? {}
  const declared = (request.tools ?? []).flatMap(({ functionDeclarations }) => functionDeclarations ?? [])
  const choosing = request.toolConfig?.functionCallingConfig
  return {
    model: call.model,
    messages: [
      ...(request.systemInstruction === undefined
        ? []
        : [{ role: 'system', content: textOf(request.systemInstruction) }]),
      ...(request.contents ?? []).map(toMessage),
    ],
    stream: call.isStreamed,
    n: config.candidateCount ?? 1,
    max_tokens: config.maxOutputTokens,
    tools: declared.map(({ name, parameters, parametersJsonSchema }) => ({
      type: 'function',
      function: { name, parameters: schemaOf(parametersJsonSchema ?? parameters) },
    })),
    tool_choice: choiceOf(choosing),
    ...(config.responseMimeType === 'application/json' && {
      response_format: formatOf(config.responseJsonSchema ?? config.responseSchema),
    }),
  }
}

const textOf = ({ parts = [] }: GeminiContent): string => parts.map(({ text }) => text ?? '').join('\n')

function toMessage(turn: GeminiContent): ChatRequest['messages'][number] {
  const parts = turn.parts ?? []
  const results = parts.flatMap(({ functionResponse: told }) =>
    told === undefined ? [] : [JSON.stringify(told.response)],
  )
  if (results.length > 0) return { role: 'tool', content: results.join('\n') }
  return { role: turn.role === 'model' ? 'assistant' : 'user', content: parts.map(toPart) }
}

function toPart({ text, inlineData, fileData }: GeminiPart): ChatPart {
  if (text !== undefined) return { type: 'text', text }
  if (inlineData !== undefined) return imageOf(`data:${inlineData.mimeType};base64,${inlineData.data}`)
  return fileData === undefined ? { type: 'other' } : imageOf(fileData.fileUri)
}

type ChatPart = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } } | { type: string }

const imageOf = (url: string): ChatPart => ({ type: 'image_url', image_url: { url } })

function choiceOf(
  config: { mode?: string | undefined; allowedFunctionNames?: string[] | undefined } | undefined,
): ChatRequest['tool_choice'] {
  const [only, ...others] = config?.allowedFunctionNames ?? []
  switch (config?.mode) {
    case 'NONE':
      return 'none'
    case 'ANY':
      return only !== undefined && others.length === 0 ? { function: { name: only } } : 'required'
    default:
      return 'auto'
  }
}

const formatOf = (schema: unknown): ChatRequest['response_format'] =>
  schema === undefined ? { type: 'json_object' } : { type: 'json_schema', json_schema: { schema: schemaOf(schema) } }

/** Types are in upper case in the older form. */
function schemaOf(schema: unknown): Record<string, unknown> | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  const text = JSON.stringify(schema).replace(
    /"type":"([A-Z]+)"/g,
    (_, type: string) => `"type":"${type.toLowerCase()}"`,
  )
  return JSON.parse(text)
}
