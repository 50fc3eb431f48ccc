import type { CanonicalRequest } from '../canonical/request.js'
import type { TargetTraits } from '../codec.js'
import { encodeRequest } from '../dialects/gemini-generate/encode-request.js'
import { CODECS } from '../dialects/index.js'

/** A request → the body for an upstream of Gemini, in the parts that tests look at. */
export function toGemini(request: CanonicalRequest, traits: TargetTraits = {}) {
  const { body, warnings, toolNames } = encodeRequest(request, { model: 'gemini', traits })
  const { generationConfig: config, toolConfig, contents, ...rest } = body
  return { body, contents, config, toolConfig, rest, warnings, toolNames }
}

/** What a client of OpenAI Chat sends → the same. */
export const chatToGemini = (fields: object, traits: TargetTraits = {}) =>
  toGemini(
    CODECS['openai-chat'].decodeRequest({ model: 'm', messages: [{ role: 'user', content: 'x' }], ...fields }),
    traits,
  )
