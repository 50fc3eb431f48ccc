import { type CanonicalRequest, type DialectId, measureRequest, withClientNames } from '@tollgate/protocols/canonical'
import { CODECS } from '@tollgate/protocols/dialects'
import { rewriteBody } from '@tollgate/protocols/passthrough'
import { createAnswerGuard } from '../../stream/answer-guard.js'
import { estimateInputTokens } from '../estimate-tokens.js'
import type { Operation } from './operation.js'

/**
 * One turn of a conversation.
 * @param client in which it was asked
 */
export const createGeneration = (request: CanonicalRequest, client: DialectId): Operation => ({
  request,
  makes: 'text',
  promptField: 'messages',
  promptCount: 1,
  size: () => measureRequest(request),
  estimateInput: (count, dialect) => estimateInputTokens(request, count, dialect),
  path: (dialect, address) => CODECS[dialect].requestPath(address),
  rewrite({ dialect, traits, candidate }, source) {
    const { outputLimitTokens } = source
    return rewriteBody(source.body, dialect, {
      ...(source.request.model !== candidate.upstreamModel && { model: candidate.upstreamModel }),
      ...(source.request.settings.maxOutputTokens !== outputLimitTokens && { maxOutputTokens: outputLimitTokens }),
      includeUsage: traits.takesStreamOptions !== false,
    })
  },
  translate({ dialect, traits, candidate }, source) {
    // usage is always asked for: whether the client sees it is decided on the way back
    return CODECS[dialect].encodeRequest(
      { ...source.request, wantsStreamUsage: true },
      { model: candidate.upstreamModel, maxOutputTokens: source.outputLimitTokens, traits },
    )
  },
  read(value, { dialect, mode }, toolNames) {
    const decoded = CODECS[dialect].decodeResponse(value)
    const told = mode === 'passthrough' ? decoded : createAnswerGuard()(decoded)
    const events = toolNames === undefined ? told : told.map((event) => withClientNames(event, toolNames))
    return {
      events,
      encode: ({ identity }) =>
        mode === 'passthrough' ? undefined : JSON.stringify(CODECS[client].encodeResponse(events, identity)),
    }
  },
})
