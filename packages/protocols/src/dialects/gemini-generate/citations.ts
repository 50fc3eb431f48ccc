import type { Citation } from '../../canonical/part.js'
import { type Fields, isFields, textOf } from './wire.js'

/**
 * Sources of an answer, as the vendor tells them in either way, → ours.
 * @param text of the part that they are about; offsets of the wire are bytes of its UTF-8, ours are UTF-16 units
 */
export function decodeCitations({ groundingMetadata, citationMetadata }: Fields, text: string): Citation[] {
  const offsets = createOffsets(text)
  return [
    ...(isFields(groundingMetadata) ? ofGrounding(groundingMetadata, offsets) : []),
    ...(isFields(citationMetadata) ? ofCitations(citationMetadata, offsets) : []),
  ]
}

function ofGrounding({ groundingChunks, groundingSupports }: Fields, offsets: Offsets): Citation[] {
  const chunks = listOf(groundingChunks)
  const supports = listOf(groundingSupports).filter(isFields)
  // without supports nothing is said of the place
  if (supports.length === 0) return chunks.flatMap((chunk) => sourceOf(chunk) ?? [])
  return supports.flatMap((support) => {
    const place = isFields(support.segment) ? placeOf(support.segment, offsets) : {}
    return listOf(support.groundingChunkIndices).flatMap((index) => {
      const source = typeof index === 'number' ? sourceOf(chunks[index]) : undefined
      return source === undefined ? [] : [{ ...source, ...place }]
    })
  })
}

function sourceOf(chunk: unknown): Citation | undefined {
  if (!isFields(chunk)) return undefined
  const source = [chunk.web, chunk.retrievedContext, chunk.maps].find(isFields)
  if (source === undefined) return undefined
  const url = textOf(source.uri)
  const title = textOf(source.title)
  const citedText = textOf(source.text)
  const citation = {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(citedText !== undefined && { citedText }),
  }
  return url === undefined && title === undefined ? undefined : citation
}

/** The models' own list; the two APIs of the vendor name it differently. */
function ofCitations({ citationSources, citations }: Fields, offsets: Offsets): Citation[] {
  return [...listOf(citationSources), ...listOf(citations)].filter(isFields).flatMap((source) => {
    const url = textOf(source.uri)
    const title = textOf(source.title)
    if (url === undefined && title === undefined) return []
    return [{ ...(url !== undefined && { url }), ...(title !== undefined && { title }), ...placeOf(source, offsets) }]
  })
}

/** Empty where the place is not told, or is not where the words are. */
function placeOf({ startIndex, endIndex, text }: Fields, offsets: Offsets): Pick<Citation, 'startIndex' | 'endIndex'> {
  // zero is left out on this wire
  const start = offsets.unitOf(startIndex ?? 0)
  const end = offsets.unitOf(endIndex)
  if (start === undefined || end === undefined || end < start) return {}
  if (typeof text === 'string' && !offsets.holds(text, start, end)) return {}
  return { startIndex: start, endIndex: end }
}

interface Offsets {
  /** Byte of the text's UTF-8 → unit of its UTF-16; `undefined` outside, or amid a character. */
  unitOf(byte: unknown): number | undefined
  holds(words: string, start: number, end: number): boolean
}

function createOffsets(text: string): Offsets {
  let units: Map<number, number> | undefined
  return { unitOf, holds: (words, start, end) => text.slice(start, end) === words }

  function unitOf(byte: unknown): number | undefined {
    if (typeof byte !== 'number') return undefined
    units ??= unitsByByte(text)
    return units.get(byte)
  }
}

function unitsByByte(text: string): Map<number, number> {
  const units = new Map<number, number>()
  let byte = 0
  let unit = 0
  for (const character of text) {
    units.set(byte, unit)
    byte += bytesOf(character)
    unit += character.length
  }
  return units.set(byte, unit)
}

/** Of our citations, in the form that has a place for titles. */
export interface CitedText {
  text: string
  citations: readonly Citation[]
}

/** Our citations → the vendor's, each source once. @returns `undefined` where there is none */
export function encodeGrounding(cited: readonly CitedText[]): Fields | undefined {
  const groundingChunks: Fields[] = []
  const groundingSupports: Fields[] = []
  const positions = new Map<string, number>()
  for (const { text, citations } of cited) {
    for (const citation of citations) {
      const key = JSON.stringify([citation.url, citation.title])
      const known = positions.get(key)
      const position = known ?? groundingChunks.length
      if (known === undefined) {
        positions.set(key, position)
        groundingChunks.push(encodeSource(citation))
      }
      const segment = segmentOf(text, citation)
      if (segment !== undefined) groundingSupports.push({ segment, groundingChunkIndices: [position] })
    }
  }
  if (groundingChunks.length === 0) return undefined
  return { groundingChunks, ...(groundingSupports.length > 0 && { groundingSupports }) }
}

function encodeSource({ url, title, citedText }: Citation): Fields {
  const named = title === undefined ? {} : { title }
  if (url !== undefined) return { web: { uri: url, ...named } }
  return { retrievedContext: { ...named, ...(citedText !== undefined && { text: citedText }) } }
}

function segmentOf(text: string, { startIndex, endIndex }: Citation): Fields | undefined {
  if (startIndex === undefined || endIndex === undefined || endIndex > text.length) return undefined
  const words = text.slice(startIndex, endIndex)
  const start = bytesOf(text.slice(0, startIndex))
  return { startIndex: start, endIndex: start + bytesOf(words), text: words }
}

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
