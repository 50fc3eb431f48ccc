import * as z from 'zod/mini'
import { CONVERSATION_DOCUMENTS } from './conversation-documents'
import type { KeptPlace, Talk } from './talk'
import { type ConversationSummary, parseConversation, parseSummary, toWireTalk } from './talk-wire'

const TIMEOUT_MS = 20_000

const problemSchema = z.object({ code: z.string(), message: z.string() })
const answerSchema = z.object({
  data: z.nullish(z.record(z.string(), z.unknown())),
  errors: z.optional(z.array(z.object({ extensions: z.optional(z.object({ code: z.optional(z.string()) })) }))),
})
const keepingSchema = z.object({
  isOn: z.boolean(),
  count: z.number(),
  maxCount: z.number(),
  maxConversationBytes: z.number(),
  retentionDays: z.nullish(z.number()),
})
const pageSchema = z.object({
  nodes: z.array(z.unknown()),
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.nullish(z.string()) }),
})
const payloadSchema = z.looseObject({ problems: z.array(problemSchema) })

export type Keeping = z.infer<typeof keepingSchema>

/**
 * `conflict`: changed by another tab or device, `current` is how it is now, absent where it was deleted. `refused`: told
 * in the person's language. `failed`: an error code of the API, UNREACHABLE for no answer at all.
 */
export type Outcome<Value> =
  | { type: 'done'; value: Value }
  | { type: 'conflict'; current?: ConversationSummary }
  | { type: 'refused'; message: string }
  | { type: 'failed'; code: string }

export interface ConversationPage {
  nodes: readonly ConversationSummary[]
  totalCount: number
  next: string | null
}

class ApiFailure extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

export const listConversations = (search: string, after: string | null): Promise<Outcome<ConversationPage>> =>
  outcomeOf(async () => {
    const page = pageSchema.parse((await ask('list', { search, after })).conversations)
    const next = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null
    return { nodes: page.nodes.map(parseSummary), totalCount: page.totalCount, next }
  })

export const getConversation = (id: string): Promise<Outcome<{ place: ConversationSummary; talk: Talk }>> =>
  outcomeOf(async () => parseConversation((await ask('get', { id })).conversation))

export const getKeeping = (): Promise<Outcome<Keeping>> =>
  outcomeOf(async () => keepingSchema.parse((await ask('keeping', {})).conversationKeeping))

export const setKeeping = (isOn: boolean): Promise<Outcome<Keeping>> =>
  change('setKeeping', 'setConversationKeeping', { isOn }, ({ keeping }) => keepingSchema.parse(keeping))

/** @param place absent: a new one. @param title absent: stays */
export const saveConversation = (
  talk: Talk,
  { place, title }: { place: KeptPlace | null; title?: string },
): Promise<Outcome<ConversationSummary>> => {
  const where = place === null ? {} : { id: place.id, version: place.version }
  const input = { ...where, ...(title !== undefined && { title }), ...toWireTalk(talk) }
  return change('save', 'saveConversation', input, ({ conversation }) => parseSummary(conversation))
}

export const renameConversation = ({ id, version }: KeptPlace, title: string): Promise<Outcome<ConversationSummary>> =>
  change('rename', 'renameConversation', { id, version, title }, ({ conversation }) => parseSummary(conversation))

/** @param ids null: all of them */
export const deleteConversations = (ids: readonly string[] | null): Promise<Outcome<null>> =>
  change('delete', 'deleteConversations', ids === null ? { isAll: true } : { ids }, () => null)

async function change<Value>(
  document: keyof typeof CONVERSATION_DOCUMENTS,
  field: string,
  input: object,
  read: (payload: Record<string, unknown>) => Value,
): Promise<Outcome<Value>> {
  const payload = await outcomeOf(async () => payloadSchema.parse((await ask(document, { input }))[field]))
  if (payload.type !== 'done')
    return payload.type === 'failed' && payload.code === 'NOT_FOUND' ? { type: 'conflict' } : payload
  const [problem] = payload.value.problems
  if (problem === undefined) return outcomeOf(async () => read(payload.value))
  if (problem.code !== 'CONFLICT') return { type: 'refused', message: problem.message }
  const { conversation } = payload.value
  return conversation ? { type: 'conflict', current: parseSummary(conversation) } : { type: 'conflict' }
}

async function outcomeOf<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { type: 'done', value: await work() }
  } catch (error) {
    return { type: 'failed', code: error instanceof ApiFailure ? error.code : 'UNREACHABLE' }
  }
}

async function ask(document: keyof typeof CONVERSATION_DOCUMENTS, variables: object): Promise<Record<string, unknown>> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'apollo-require-preflight': 'true',
      'accept-language': globalThis.document.documentElement.lang,
    },
    body: JSON.stringify({ query: CONVERSATION_DOCUMENTS[document], variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const { data, errors = [] } = answerSchema.parse(await response.json())
  const [error] = errors
  if (error !== undefined) throw new ApiFailure(error.extensions?.code ?? 'INTERNAL')
  if (!data) throw new ApiFailure('INTERNAL')
  return data
}
