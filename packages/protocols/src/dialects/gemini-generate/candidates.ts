import type { FinishReason } from '../../canonical/finish-reason.js'
import type { BlockDelta } from '../../canonical/stream-event.js'
import { type CitedText, encodeGrounding } from './citations.js'
import { encodeFinishReason } from './finish-reason.js'
import { type Fields, isFields } from './wire.js'

interface Candidate {
  index: number
  /** Told at the end, beside the reason. */
  fields: Fields
  reason: FinishReason | undefined
  /** Texts by block, in pieces: places of citations are counted in them. */
  texts: Map<number, string[]>
  cited: Map<number, NonNullable<BlockDelta['citations']>>
}

/** What is known of each candidate until the end of an answer, for streams and whole answers alike. */
export function createCandidates() {
  const all = new Map<number, Candidate>()

  return { addText, cite, addFields, end, endings, areEmpty }

  function addText(index: number, { block, text }: BlockDelta): void {
    const { texts } = at(index)
    const pieces = texts.get(block)
    if (pieces === undefined) texts.set(block, [text])
    else if (text !== '') pieces.push(text)
  }

  /** Sources in our words, of other dialects. */
  function cite(index: number, { block, citations = [] }: BlockDelta): void {
    const { cited } = at(index)
    cited.set(block, [...(cited.get(block) ?? []), ...citations])
  }

  /** The later word counts, where one is repeated. */
  function addFields(index: number, fields: Fields): void {
    Object.assign(at(index).fields, fields)
  }

  function end(index: number, reason: FinishReason): void {
    at(index).reason = reason
  }

  /** Without any answer: the prompt itself was refused. */
  function areEmpty(): boolean {
    for (const { texts, fields } of all.values()) if (texts.size > 0 || Object.keys(fields).length > 0) return false
    return true
  }

  /** By index: why each ended, and what else is known of it. */
  function endings(): Fields[] {
    return [...all.values()].sort((a, b) => a.index - b.index).map(endingOf)
  }

  function at(index: number): Candidate {
    const known = all.get(index)
    if (known !== undefined) return known
    const candidate = { index, fields: {}, reason: undefined, texts: new Map(), cited: new Map() }
    all.set(index, candidate)
    return candidate
  }
}

function endingOf({ index, fields, reason, texts, cited }: Candidate): Fields {
  const citedTexts = [...cited].map(
    ([block, citations]): CitedText => ({
      text: (texts.get(block) ?? []).join(''),
      citations,
    }),
  )
  const groundingMetadata = isFields(fields.groundingMetadata) ? undefined : encodeGrounding(citedTexts)
  return {
    ...(reason !== undefined && { finishReason: encodeFinishReason(reason) }),
    index,
    ...fields,
    ...(groundingMetadata !== undefined && { groundingMetadata }),
  }
}
