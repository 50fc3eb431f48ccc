import { z } from 'zod'
import { type Fields, isFields } from '../../fields.js'

export { type Fields, isFields, textOf } from '../../fields.js'

export const DIALECT = 'gemini-generate'

/** Answers that one call may ask for (RELIABILITY M17); also the most that an upstream's stream may hold. */
export const MAX_CANDIDATES = 128
const MAX_OUTPUT_TOKENS = 1_000_000_000
/** The vendor's own bound. */
const MAX_TOP_LOGPROBS = 20

/** Taken as it is: free of form, and possibly large. */
const fields = z.custom<Fields>(isFields, { error: 'Invalid input: expected object' })

const inlineData = z.looseObject({ mimeType: z.string().min(1), data: z.string() })
const fileData = z.looseObject({ fileUri: z.string().min(1), mimeType: z.string().nullish() })

const functionCall = z.looseObject({
  id: z.string().nullish(),
  name: z.string().min(1),
  args: fields.nullish(),
})

const functionResponse = z.looseObject({
  id: z.string().nullish(),
  name: z.string().min(1),
  response: fields.nullish(),
  parts: z.array(z.looseObject({ inlineData: inlineData.nullish(), fileData: fileData.nullish() })).nullish(),
})

const part = z.looseObject({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  thoughtSignature: z.string().nullish(),
  inlineData: inlineData.nullish(),
  fileData: fileData.nullish(),
  functionCall: functionCall.nullish(),
  functionResponse: functionResponse.nullish(),
  executableCode: fields.nullish(),
  codeExecutionResult: fields.nullish(),
})

const content = z.looseObject({
  role: z.enum(['user', 'model', 'function'], { error: 'Please use a valid role: user, model.' }).nullish(),
  parts: z.array(part).min(1),
})

const functionDeclaration = z.looseObject({
  name: z.string().min(1),
  description: z.string().nullish(),
  parameters: fields.nullish(),
  parametersJsonSchema: z.unknown().optional(),
})

const tool = z.looseObject({ functionDeclarations: z.array(functionDeclaration).nullish() })

const toolConfig = z.looseObject({
  functionCallingConfig: z
    .looseObject({ mode: z.string().nullish(), allowedFunctionNames: z.array(z.string()).nullish() })
    .nullish(),
})

const thinkingConfig = z.looseObject({
  thinkingBudget: z.int().min(-1).max(MAX_OUTPUT_TOKENS).nullish(),
  thinkingLevel: z.string().nullish(),
  includeThoughts: z.boolean().nullish(),
})

const generationConfig = z.looseObject({
  candidateCount: z.int().min(1).max(MAX_CANDIDATES).nullish(),
  maxOutputTokens: z.int().min(1).max(MAX_OUTPUT_TOKENS).nullish(),
  temperature: z.number().nullish(),
  topP: z.number().nullish(),
  topK: z.number().nullish(),
  stopSequences: z.array(z.string()).nullish(),
  seed: z.int().nullish(),
  presencePenalty: z.number().nullish(),
  frequencyPenalty: z.number().nullish(),
  responseLogprobs: z.boolean().nullish(),
  logprobs: z.int().min(0).max(MAX_TOP_LOGPROBS).nullish(),
  responseMimeType: z.string().nullish(),
  responseSchema: fields.nullish(),
  responseJsonSchema: z.unknown().optional(),
  thinkingConfig: thinkingConfig.nullish(),
})

/** A client's body, its names in camelCase. Strict about the types of what we know; unknown fields are kept. */
export const requestSchema = z.looseObject({
  /** The path names the model; a body may repeat it. */
  model: z.string().nullish(),
  contents: z.array(content).min(1),
  systemInstruction: z.looseObject({ parts: z.array(part) }).nullish(),
  tools: z.array(tool).nullish(),
  toolConfig: toolConfig.nullish(),
  generationConfig: generationConfig.nullish(),
  safetySettings: z.array(fields).nullish(),
  labels: fields.nullish(),
  cachedContent: z.string().nullish(),
})

export type WireRequest = z.infer<typeof requestSchema>
export type WireContent = z.infer<typeof content>
export type WirePart = z.infer<typeof part>
export type WireTool = z.infer<typeof tool>
export type WireFunctionDeclaration = z.infer<typeof functionDeclaration>
export type WireFunctionCall = z.infer<typeof functionCall>
export type WireFunctionResponse = z.infer<typeof functionResponse>
export type WireGenerationConfig = z.infer<typeof generationConfig>
export type WireThinkingConfig = z.infer<typeof thinkingConfig>

/** Without the fields that are absent or null: null says the same as absence in this dialect. */
export function present(value: Fields): Fields {
  const told: Fields = {}
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field === undefined || field === null) continue
    // by definition: to assign it would set the prototype
    if (name === '__proto__') Object.defineProperty(told, name, { value: field, enumerable: true })
    else told[name] = field
  }
  return told
}

export const isEmpty = (value: Fields): boolean => Object.keys(value).length === 0
