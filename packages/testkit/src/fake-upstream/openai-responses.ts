import type { FakeCall, FakeChunk, FakeDialect, ReadCall } from './fake-dialect.js'
import { toFrame } from './frame.js'
import type { ChatAnswer } from './openai-chat.js'
import { encodeResponsesEvents, encodeResponsesUnary, type ResponsesOptions } from './openai-responses-answer.js'
import { responsesRequestSchema, toChatRequest } from './openai-responses-request.js'
import { findFault } from './openai-responses-rules.js'

/** OpenAI's Responses, without a store. */
export const openaiResponses: FakeDialect = {
  isPath: (path) => path.endsWith('/responses'),
  idPrefix: 'resp_',
  readCall,
  encodeUnary: (answer, call) => encodeResponsesUnary(answer, optionsOf(call)),
  encodeStream: (answer, _, call) => encodeStream(answer, call),
  encodeError,
  errorFrame: (message) => {
    const { error } = encodeError(500, message)
    return toFrame({ type: 'error', sequence_number: 0, error }, 'error')
  },
  brokenFrame: 'event: response.output_text.delta\ndata: {"type": "response.output_text.delta", "delta": \n\n',
  keepAliveFrame: ': keep-alive\n\nevent: keepalive\ndata: {"type": "keepalive", "sequence_number": 0}\n\n',
  sliceCount: 2,
}

function readCall({ body }: FakeCall): ReadCall {
  const parsed = responsesRequestSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused(`Invalid type for '${issue?.path.join('.')}': ${issue?.message}`)
  }
  const fault = findFault(parsed.data)
  return fault === undefined ? { type: 'chat', chat: toChatRequest(parsed.data) } : refused(fault)
}

const refused = (message: string): ReadCall => ({ type: 'refused', status: 400, message })

/** Thinking is shown to those who ask, encrypted or as a summary. */
function optionsOf({ body }: FakeCall): ResponsesOptions {
  const parsed = responsesRequestSchema.safeParse(body)
  const { reasoning, include } = parsed.success ? parsed.data : {}
  return {
    showsSummary: reasoning?.summary != null,
    showsEncrypted: include?.includes('reasoning.encrypted_content') === true,
  }
}

function* encodeStream(answer: ChatAnswer, call: FakeCall): Generator<FakeChunk> {
  let count = 0
  for (const { type, fields, isDelta, usage } of encodeResponsesEvents(answer, optionsOf(call))) {
    const body = { type, sequence_number: count++, ...fields }
    yield { write: (extra) => toFrame({ ...body, ...extra }, type), isDelta, ...(usage && { usage }) }
  }
}

function encodeError(status: number, message: string): { error: object } {
  const code = status === 401 ? 'invalid_api_key' : null
  return { error: { message, type: errorTypeOf(status), param: null, code } }
}

function errorTypeOf(status: number): string {
  if (status === 401 || status === 403) return 'authentication_error'
  if (status === 429) return 'rate_limit_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}
