import type { Citation } from '../../canonical/part.js'
import { mergeResidue, type Residue } from '../../canonical/residue.js'
import type { BlockDelta, TokenLogprob } from '../../canonical/stream-event.js'
import { encodeCitation, encodeLogprobs } from './annotations.js'
import { toEncryptedContent } from './carried-state.js'
import { readResidue } from './spelling.js'
import type { Fields } from './wire.js'

/** Tells an event of the stream; its number is given by whoever sends it. Absent: only the whole answer is wanted. */
export type Emit = ((type: string, fields: Fields) => void) | undefined

/** One block on its way out. */
export interface BlockWriter {
  write(delta: BlockDelta): void
  end(): void
}

/** Where on the wire a block stands. */
export interface ItemPlace {
  itemId: string
  outputIndex: number
}

export interface PartPlace extends ItemPlace {
  contentIndex: number
}

const at = ({ itemId, outputIndex }: ItemPlace): Fields => ({ item_id: itemId, output_index: outputIndex })

/** @param done takes the part as it is in the whole answer */
export function createTextWriter(place: PartPlace, emit: Emit, done: (part: Fields) => void): BlockWriter {
  const head = { ...at(place), content_index: place.contentIndex }
  const pieces: string[] = []
  const annotations: Fields[] = []
  const logprobs: TokenLogprob[] = []
  /** Of citations that do not tell their place: it is known at the end. */
  const unplaced: Citation[] = []
  let length = 0
  emit?.('response.content_part.added', {
    ...head,
    part: { type: 'output_text', annotations: [], logprobs: [], text: '' },
  })
  return { write, end }

  function write(delta: BlockDelta): void {
    const { text, citations, logprobs: told = [] } = delta
    if (text !== '' || told.length > 0) {
      emit?.('response.output_text.delta', { ...head, delta: text, logprobs: encodeLogprobs(told) })
      pieces.push(text)
      length += text.length
      logprobs.push(...told)
    }
    for (const citation of citations ?? []) {
      if (citation.startIndex === undefined || citation.endIndex === undefined) unplaced.push(citation)
      else annotate(encodeCitation(citation, length))
    }
    if (delta.residue === undefined) return
    const own = readResidue(delta).fields.annotations
    if (Array.isArray(own)) own.forEach(annotate)
  }

  function annotate(annotation: Fields | undefined): void {
    if (annotation === undefined) return
    emit?.('response.output_text.annotation.added', { ...head, annotation_index: annotations.length, annotation })
    annotations.push(annotation)
  }

  function end(): void {
    for (const citation of unplaced) annotate(encodeCitation(citation, length))
    const text = pieces.join('')
    const listed = encodeLogprobs(logprobs)
    const part = { type: 'output_text', annotations, logprobs: listed, text }
    emit?.('response.output_text.done', { ...head, text, logprobs: listed })
    emit?.('response.content_part.done', { ...head, part })
    done(part)
  }
}

/** @param done takes the part as it is in the whole answer */
export function createRefusalWriter(place: PartPlace, emit: Emit, done: (part: Fields) => void): BlockWriter {
  const head = { ...at(place), content_index: place.contentIndex }
  const pieces: string[] = []
  emit?.('response.content_part.added', { ...head, part: { type: 'refusal', refusal: '' } })
  return {
    write({ text }) {
      if (text === '') return
      emit?.('response.refusal.delta', { ...head, delta: text })
      pieces.push(text)
    },
    end() {
      const refusal = pieces.join('')
      const part = { type: 'refusal', refusal }
      emit?.('response.refusal.done', { ...head, refusal })
      emit?.('response.content_part.done', { ...head, part })
      done(part)
    },
  }
}

/** @param done takes the call's arguments, which are JSON also where there are none */
export function createCallWriter(
  place: ItemPlace & { name: string },
  emit: Emit,
  done: (argumentsText: string) => void,
): BlockWriter {
  const head = at(place)
  const pieces: string[] = []
  const write = (text: string): void => {
    if (text === '') return
    emit?.('response.function_call_arguments.delta', { ...head, delta: text })
    pieces.push(text)
  }
  return {
    write: ({ text }) => write(text),
    end() {
      if (pieces.length === 0) write('{}')
      const whole = pieces.join('')
      emit?.('response.function_call_arguments.done', { ...head, name: place.name, arguments: whole })
      done(whole)
    },
  }
}

/** @param done takes the fields of the item that the thinking gave */
export function createReasoningWriter(place: ItemPlace, emit: Emit, done: (fields: Fields) => void): BlockWriter {
  const head = at(place)
  const parts: Fields[] = []
  let pieces: string[] | undefined
  let residue: Residue | undefined
  let form: ReasoningForm = SUMMARY
  return { write, end }

  function write(delta: BlockDelta): void {
    residue = mergeResidue(residue, delta.residue)
    const { spelling } = readResidue(delta)
    if (spelling.place === 'content') form = CONTENT
    if (Array.isArray(spelling.breaks)) {
      begin()
      endPart()
      begin()
    } else if (delta.text !== '') {
      begin().push(delta.text)
      emit?.(`response.${form.text}.delta`, { ...head, [form.index]: parts.length, delta: delta.text })
    }
  }

  function begin(): string[] {
    if (pieces === undefined) {
      pieces = []
      emit?.(`response.${form.part}.added`, {
        ...head,
        [form.index]: parts.length,
        part: { type: form.type, text: '' },
      })
    }
    return pieces
  }

  function endPart(): void {
    if (pieces === undefined) return
    const text = pieces.join('')
    const part = { type: form.type, text }
    const numbered = { ...head, [form.index]: parts.length }
    emit?.(`response.${form.text}.done`, { ...numbered, text })
    emit?.(`response.${form.part}.done`, { ...numbered, part })
    parts.push(part)
    pieces = undefined
  }

  function end(): void {
    endPart()
    const encrypted = readResidue({ ...(residue !== undefined && { residue }) }).fields.encrypted_content
    const carried = encrypted ?? toEncryptedContent(residue)
    done({
      summary: form === SUMMARY ? parts : [],
      ...(form === CONTENT && { content: parts }),
      ...(carried !== undefined && { encrypted_content: carried }),
    })
  }
}

/** Thinking is told as a summary; open models tell it as it is. */
const SUMMARY = {
  type: 'summary_text',
  text: 'reasoning_summary_text',
  part: 'reasoning_summary_part',
  index: 'summary_index',
} as const
const CONTENT = {
  type: 'reasoning_text',
  text: 'reasoning_text',
  part: 'content_part',
  index: 'content_index',
} as const
type ReasoningForm = typeof SUMMARY | typeof CONTENT

/** What an item is called on the wire, and what else its upstream told of it. */
export function headOfItem(residue: Residue | undefined): { spelling: Fields; fields: Fields } {
  const { fields, spelling } = readResidue({ ...(residue !== undefined && { residue }) })
  const { encrypted_content: _encrypted, annotations: _annotations, ...others } = fields
  return { spelling, fields: others }
}
