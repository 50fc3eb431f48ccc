import { type DialectId, GatewayError } from '@tollgate/protocols/canonical'
import { dialectOf } from './dialect-of.js'
import type { RequestHeaders } from './identify.js'

const OPENAI =
  'Of the OpenAI API, POST …/chat/completions, …/responses, …/responses/input_tokens and …/embeddings, and GET …/models ' +
  'are served, under /v1, /openai/v1 and /openai. A base URL ends with one of these.'

/** What a caller of a dialect may have meant. */
const SERVED: Record<DialectId, string> = {
  'openai-chat': OPENAI,
  'openai-responses': OPENAI,
  'anthropic-messages':
    'Of the Anthropic API, POST …/v1/messages and …/v1/messages/count_tokens, and GET …/v1/models are served, with and ' +
    'without /anthropic before it. A base URL is the origin alone, or the origin and /anthropic.',
  'gemini-generate':
    'Of the Gemini API, POST …/models/{model}: with generateContent, streamGenerateContent, countTokens, embedContent or ' +
    'batchEmbedContents, and GET …/models are served, under /v1beta, /v1alpha and /v1, with and without /gemini before it.',
}

/** The path is not told back: what stands in an address may be a secret. */
export const routeNotFound = (request: { url: string; headers: RequestHeaders }): GatewayError =>
  new GatewayError('route_not_found', { message: `There is nothing at this address. ${SERVED[dialectOf(request)]}` })
