import { z } from 'zod'
import type { FakeCall, FakeDialect, ReadCall } from './fake-dialect.js'
import { fakeVector } from './fake-vector.js'
import { geminiGenerate } from './gemini-generate.js'

const CALL = /\/models\/(.+):(embedContent|batchEmbedContents)$/
const MAX_REQUESTS = 100

const TASKS = [
  ...['TASK_TYPE_UNSPECIFIED', 'RETRIEVAL_QUERY', 'RETRIEVAL_DOCUMENT', 'SEMANTIC_SIMILARITY', 'CLASSIFICATION'],
  ...['CLUSTERING', 'QUESTION_ANSWERING', 'FACT_VERIFICATION', 'CODE_RETRIEVAL_QUERY'],
] as const

const oneSchema = z.strictObject({
  model: z.string().nullish(),
  content: z.strictObject({
    role: z.string().nullish(),
    parts: z.array(z.strictObject({ text: z.string() })).min(1),
  }),
  taskType: z
    .union([
      z.enum(TASKS),
      z
        .int()
        .min(0)
        .max(TASKS.length - 1),
    ])
    .nullish(),
  title: z.string().nullish(),
  outputDimensionality: z.int().min(1).max(4_096).nullish(),
})
const manySchema = z.strictObject({ requests: z.array(oneSchema).min(1) })
type One = z.infer<typeof oneSchema>

const matchOf = ({ path }: FakeCall): { model: string; isBatch: boolean } => {
  const [, model = '', action] = CALL.exec(decodeURIComponent(path)) ?? []
  return { model, isBatch: action === 'batchEmbedContents' }
}

const textOf = ({ content }: One): string => content.parts.map(({ text }) => text).join('')

/** @throws ZodError for what the vendor does not take */
const requestsOf = (call: FakeCall): readonly One[] =>
  matchOf(call).isBatch ? manySchema.parse(call.body).requests : [oneSchema.parse(call.body)]

const refused = (message: string): ReadCall => ({ type: 'refused', status: 400, message })

function readCall(call: FakeCall): ReadCall {
  const { model, isBatch } = matchOf(call)
  const parsed = isBatch ? manySchema.safeParse(call.body) : oneSchema.safeParse(call.body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused(`Invalid JSON payload received. ${issue?.message} at '${issue?.path.join('.')}'`)
  }
  const requests = requestsOf(call)
  if (requests.length > MAX_REQUESTS)
    return refused('* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch')
  const fault = requests.map((one) => faultOf(one, model, isBatch)).find((found) => found !== undefined)
  if (fault !== undefined) return refused(fault)
  return {
    type: 'chat',
    chat: { model, messages: requests.map((one) => ({ role: 'user', content: textOf(one) })) },
  }
}

function faultOf(one: One, model: string, isBatch: boolean): string | undefined {
  if (isBatch && one.model == null) return '* BatchEmbedContentsRequest.requests[0].model: unexpected model name format'
  if (one.model != null && one.model !== `models/${model}`) return 'The model of a request must be the one of the path.'
  if (textOf(one) === '') return '* EmbedContentRequest.content contains an empty Part.'
  return undefined
}

function encodeUnary(call: FakeCall): object {
  const embeddings = requestsOf(call).map((one) => ({
    values: fakeVector(textOf(one), one.outputDimensionality ?? undefined),
  }))
  return matchOf(call).isBatch ? { embeddings } : { embedding: embeddings[0] }
}

/** `embedContent` and `batchEmbedContents`, which tell no usage. */
export const geminiEmbeddings: FakeDialect = {
  ...geminiGenerate,
  isPath: (path) => {
    try {
      return CALL.test(decodeURIComponent(path))
    } catch {
      return false
    }
  },
  readCall,
  encodeUnary: (_, call) => encodeUnary(call),
  usageTold: () => undefined,
}
