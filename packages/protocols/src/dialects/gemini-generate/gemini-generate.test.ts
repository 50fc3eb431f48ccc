import type { JsonObject } from '../../codec.js'
import { describeCodecLaws } from '../../testing/codec-laws.js'
import { loadFixtures } from '../../testing/load-fixture.js'
import { CODECS } from '../index.js'
import { NO_SIGNATURE } from './decode-parts.js'
import { createStreamDecoder } from './decode-stream.js'
import { toCamelNames } from './field-names.js'
import { geminiGenerate } from './index.js'
import { historyCallId } from './new-call-id.js'
import { type Fields, isFields } from './wire.js'

/** Ids that are made up differ each time; the laws compare what was read twice. */
function createCountingDecoder() {
  let callCount = 0
  return createStreamDecoder({ newCallId: () => historyCallId(callCount++) })
}

describeCodecLaws({
  codec: { ...geminiGenerate, createStreamDecoder: createCountingDecoder },
  codecs: Object.values(CODECS),
  fixtures: loadFixtures(new URL('./__fixtures__/', import.meta.url)),
  address: { model: 'gemini-2.5-flash', isStreamed: true },
  normaliseRequest,
})

/**
 * Declared defaults: names are in camelCase; instructions have no role, and a turn without one, or of a function, is the
 * user's; turns of one role are one; a call that is the first of its turn has a signature; thoughts that are not wanted and
 * stop sequences that are none are not spoken of; a media type has one name, base64 one alphabet.
 */
function normaliseRequest(request: JsonObject): JsonObject {
  const { contents, systemInstruction, generationConfig, ...rest } = toCamelNames(request, '')
  const config = isFields(generationConfig) ? normaliseConfig(generationConfig) : {}
  return {
    ...rest,
    contents: joinTurns(listOf(contents)).map(normaliseTurn),
    ...(isFields(systemInstruction) && { systemInstruction: { parts: systemInstruction.parts } }),
    ...(Object.keys(config).length > 0 && { generationConfig: config }),
  }
}

function normaliseConfig({ thinkingConfig, stopSequences, ...rest }: Fields): Fields {
  const { includeThoughts, ...thinking } = isFields(thinkingConfig) ? thinkingConfig : {}
  const told = { ...thinking, ...(includeThoughts === true && { includeThoughts }) }
  return {
    ...rest,
    ...(Object.keys(told).length > 0 && { thinkingConfig: told }),
    ...(listOf(stopSequences).length > 0 && { stopSequences }),
  }
}

function joinTurns(contents: readonly Fields[]): Fields[] {
  const turns: Fields[] = []
  for (const { role, parts } of contents) {
    const own = role === 'model' ? 'model' : 'user'
    const last = turns.at(-1)
    if (last?.role === own) last.parts = joinTexts(listOf(last.parts), listOf(parts))
    else turns.push({ role: own, parts })
  }
  return turns
}

function joinTexts(earlier: readonly Fields[], later: readonly Fields[]): Fields[] {
  const last = earlier.at(-1)
  const [first, ...rest] = later
  const isJoined = isPlainText(last) && isPlainText(first)
  return isJoined ? [...earlier.slice(0, -1), { text: `${last?.text}${first?.text}` }, ...rest] : [...earlier, ...later]
}

const isPlainText = (part: Fields | undefined): boolean => part !== undefined && Object.keys(part).join() === 'text'

function normaliseTurn({ role, parts }: Fields): Fields {
  let isFirst = role === 'model'
  const normal = listOf(parts).map(({ inlineData, ...part }) => {
    const isUnsigned = isFirst && isFields(part.functionCall) && part.thoughtSignature === undefined
    if (isFields(part.functionCall)) isFirst = false
    return {
      ...part,
      ...(isUnsigned && { thoughtSignature: NO_SIGNATURE }),
      ...(isFields(inlineData) && { inlineData: normaliseBlob(inlineData) }),
    }
  })
  return { role, parts: normal }
}

const normaliseBlob = (blob: Fields): Fields => ({
  ...blob,
  mimeType: blob.mimeType === 'image/jpg' ? 'image/jpeg' : blob.mimeType,
  data: String(blob.data).replaceAll('_', '/'),
})

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value : [])
