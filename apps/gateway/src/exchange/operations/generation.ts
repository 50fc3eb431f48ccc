import {
  type CanonicalRequest,
  createFenceStripper,
  type DialectId,
  GatewayError,
  measureRequest,
  withClientNames,
} from '@tollgate/protocols/canonical'
import { CODECS } from '@tollgate/protocols/dialects'
import { rewriteBody } from '@tollgate/protocols/passthrough'
import { TURNS } from '../../routing/native-fields.js'
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
  promptField: TURNS[client],
  promptCount: 1,
  size: () => measureRequest(request),
  estimateInput: (count, dialect) => estimateInputTokens(request, count, dialect),
  path: (dialect, address) => CODECS[dialect].requestPath(address),
  rewrite({ dialect, traits, candidate, outputLimitTokens }, source) {
    return rewriteBody(source.body, dialect, {
      ...(source.request.model !== candidate.upstreamModel && { model: candidate.upstreamModel }),
      ...(source.request.settings.maxOutputTokens !== outputLimitTokens && { maxOutputTokens: outputLimitTokens }),
      includeUsage: traits.takesStreamOptions !== false,
    })
  },
  mostOutputTokens: ({ dialect, traits }, limits) => CODECS[dialect].mostOutputTokens?.(request, { ...limits, traits }),
  translate({ dialect, traits, candidate, outputLimitTokens, bounds }, source) {
    if (outputLimitTokens === 0 && dialect !== client) throw onlyWarmedUp()
    if ((request.settings.choiceCount ?? 1) > 1 && ONE_ANSWER.includes(dialect)) throw onlyOneAnswer(client)
    // usage is always asked for: whether the client sees it is decided on the way back
    return CODECS[dialect].encodeRequest(
      { ...source.request, wantsStreamUsage: true },
      {
        model: candidate.upstreamModel,
        maxOutputTokens: outputLimitTokens,
        mostOutputTokens: bounds.outputLimitTokens,
        traits,
      },
    )
  },
  read([value], { dialect, mode }, { toolNames, isJsonInWords }) {
    const decoded = CODECS[dialect].decodeResponse(value)
    const told = mode === 'passthrough' ? decoded : createAnswerGuard()(decoded)
    const bare = isJsonInWords ? told.flatMap(createFenceStripper()) : told
    const events = toolNames === undefined ? bare : bare.map((event) => withClientNames(event, toolNames))
    return {
      events,
      encode: ({ identity }) =>
        mode === 'passthrough' ? undefined : JSON.stringify(CODECS[client].encodeResponse(events, identity)),
    }
  },
})

/** Anthropic's way to fill the prompt cache; elsewhere there is no call without an answer. */
const onlyWarmedUp = (): GatewayError =>
  new GatewayError('invalid_request', {
    message: 'No channel of this model can be asked for no output at all: `max_tokens` must be at least 1.',
    param: 'max_tokens',
  })

/** Dialects whose vendors give one answer a call. */
const ONE_ANSWER: readonly DialectId[] = ['openai-responses', 'anthropic-messages']

/** The encoders refuse as well; here the field has the name that the client gave it. */
function onlyOneAnswer(client: DialectId): GatewayError {
  const param = client === 'gemini-generate' ? 'generationConfig.candidateCount' : 'n'
  return new GatewayError('invalid_request', { message: `${param}: This model gives one answer a call.`, param })
}
