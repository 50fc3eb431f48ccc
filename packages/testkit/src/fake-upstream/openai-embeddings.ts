import { z } from 'zod'
import type { FakeCall, FakeDialect, ReadCall } from './fake-dialect.js'
import { fakeVector } from './fake-vector.js'
import { type ChatAnswer, openaiChat, type WireUsage } from './openai-chat.js'

const MAX_INPUTS = 2_048

const token = z.int().min(0)
const text = z.string().min(1)
const requestSchema = z.object({
  model: z.string(),
  input: z.union([
    text,
    z.array(text).min(1).max(MAX_INPUTS),
    z.array(token).min(1),
    z.array(z.array(token).min(1)).min(1).max(MAX_INPUTS),
  ]),
  dimensions: z.int().min(1).max(4_096).nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  user: z.string().nullish(),
})
type Request = z.infer<typeof requestSchema>
type Input = string | readonly number[]

function inputsOf({ input }: Request): readonly Input[] {
  if (typeof input === 'string') return [input]
  return isTokens(input) ? [input] : (input as readonly Input[])
}

const isTokens = (input: readonly unknown[]): input is readonly number[] => typeof input[0] === 'number'

/** What the planner of answers reads scripts from and counts; a token is a short word to it. */
const contentOf = (input: Input): string => (typeof input === 'string' ? input : input.map(() => 'a').join(' '))

function readCall({ body }: FakeCall): ReadCall {
  const parsed = requestSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { type: 'refused', status: 400, message: `'$.${issue?.path.join('.')}' is invalid.` }
  }
  const messages = inputsOf(parsed.data).map((input) => ({ role: 'user', content: contentOf(input) }))
  return { type: 'chat', chat: { model: parsed.data.model, messages } }
}

function encodeUnary(answer: ChatAnswer, { body }: FakeCall): object {
  const request = requestSchema.parse(body)
  const data = inputsOf(request).map((input, index) => {
    const vector = fakeVector(input, request.dimensions ?? undefined)
    return { object: 'embedding', index, embedding: request.encoding_format === 'base64' ? toBase64(vector) : vector }
  })
  const usage = answer.usage && usageTold(answer.usage)
  return { object: 'list', data, model: answer.model, ...(usage && { usage }) }
}

const toBase64 = (vector: readonly number[]): string => {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4)
  return bytes.toString('base64')
}

/** Nothing is written, so nothing is told of it. */
const usageTold = ({ prompt_tokens }: WireUsage): WireUsage => ({ prompt_tokens, total_tokens: prompt_tokens })

/** `POST /embeddings`, with base64 as the vendor has it. */
export const openaiEmbeddings: FakeDialect = {
  ...openaiChat,
  isPath: (path) => path.endsWith('/embeddings'),
  readCall,
  encodeUnary,
  usageTold,
}
