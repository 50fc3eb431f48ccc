import { parseDataUrl } from '../../canonical/data-url.js'
import type { MediaSource, Part } from '../../canonical/part.js'
import { decodeAnnotations } from './annotations.js'
import { invalidRequest, parseWith, typeOf } from './invalid-request.js'
import { residueFrom } from './spelling.js'
import { isKnownPart, PART_SCHEMAS, type WirePart } from './wire.js'

const DIALECT = 'openai-responses'
const DETAILS = ['auto', 'low', 'high'] as const
/** How base64 of a PDF begins: some clients leave the head of the data URL out. */
const PDF_BASE64 = 'JVBERi'

/**
 * Text, or a list of parts → ours.
 * @param at path of the content in the body
 */
export function decodeContent(content: string | readonly unknown[], at: readonly PropertyKey[]): Part[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  return content.map((part, index) => decodePart(part, [...at, index]))
}

function decodePart(value: unknown, at: readonly PropertyKey[]): Part {
  const type = typeOf(value, at)
  if (type === undefined) throw invalidRequest('Expected the type of a part', [...at, 'type'])
  if (!isKnownPart(type)) return opaquePart(value)
  switch (type) {
    case 'input_text': {
      const { type: _, text, ...rest } = parseWith(PART_SCHEMAS.input_text, value, at)
      return { type: 'text', text, ...residueFrom(rest) }
    }
    case 'output_text':
      return decodeOutputText(parseWith(PART_SCHEMAS.output_text, value, at))
    case 'refusal': {
      const { type: _, refusal, ...rest } = parseWith(PART_SCHEMAS.refusal, value, at)
      return { type: 'refusal', text: refusal, ...residueFrom(rest) }
    }
    case 'input_image':
      return decodeImage(parseWith(PART_SCHEMAS.input_image, value, at))
    case 'input_file':
      return decodeFile(parseWith(PART_SCHEMAS.input_file, value, at))
  }
}

/** A part that only this dialect understands; told apart from an item, which is no part of anything. */
const opaquePart = (part: unknown): Part => ({ type: 'opaque', dialect: DIALECT, value: { part } })

function decodeOutputText({ type: _, text, annotations, logprobs, ...rest }: WirePart<'output_text'>): Part {
  const citations = annotations == null || annotations.length === 0 ? [] : decodeAnnotations(annotations)
  return {
    type: 'text',
    text,
    ...(citations !== undefined && citations.length > 0 && { citations }),
    // what was likely once says nothing to a model that reads it
    ...residueFrom(
      { ...rest, ...(citations === undefined && { annotations }) },
      { logprobs: logprobs?.length === 0 ? undefined : logprobs },
    ),
  }
}

function decodeImage(part: WirePart<'input_image'>): Part {
  const { type: _, image_url: url, file_id: id, detail, ...rest } = part
  const source = sourceOf(url ?? undefined, id ?? undefined)
  if (source === undefined) return opaquePart(part)
  const known = DETAILS.find((name) => name === detail)
  return {
    type: 'media',
    kind: 'image',
    source,
    ...(known !== undefined && { detail: known }),
    ...residueFrom({ ...rest, ...(known === undefined && { detail }) }, ownerOf(source)),
  }
}

function decodeFile(part: WirePart<'input_file'>): Part {
  const { type: _, file_data: data, file_url: url, file_id: id, filename, ...rest } = part
  const inline = data == null ? undefined : inlineFile(data)
  const told = [data, url, id].filter((source) => source != null).length
  const source = inline ?? sourceOf(url ?? undefined, id ?? undefined)
  // neither or several of them: the vendor may judge
  if (source === undefined || told !== 1) return opaquePart(part)
  return {
    type: 'media',
    kind: 'document',
    source,
    ...(filename != null && { filename }),
    ...residueFrom(rest, ownerOf(source)),
  }
}

function inlineFile(data: string): MediaSource | undefined {
  const inline = parseDataUrl(data)
  if (inline !== undefined) return { type: 'base64', ...inline }
  return data.startsWith(PDF_BASE64) ? { type: 'base64', mediaType: 'application/pdf', data } : undefined
}

function sourceOf(url: string | undefined, id: string | undefined): MediaSource | undefined {
  if (id !== undefined) return url === undefined ? { type: 'vendor-file', id } : undefined
  if (url === undefined || url === '') return undefined
  const inline = parseDataUrl(url)
  return inline === undefined ? { type: 'url', url } : { type: 'base64', ...inline }
}

/** Only this vendor can read its files. */
const ownerOf = ({ type }: MediaSource): { isOwnFile?: true } => (type === 'vendor-file' ? { isOwnFile: true } : {})
