import { formatDataUrl } from '../../canonical/data-url.js'
import { GatewayError } from '../../canonical/error.js'
import type { MediaPart, Part, TextPart } from '../../canonical/part.js'
import type { Warning } from '../../canonical/warning.js'
import { encodeCitation } from './annotations.js'
import { readResidue } from './spelling.js'
import { type Fields, isFields, present } from './wire.js'

const DIALECT = 'openai-responses'
const DEFAULT_FILENAME = 'document'

/** Who speaks decides how text is named. */
export type Speaker = 'client' | 'model'

/** One part of a content list, or nothing with a warning where the list cannot hold it. */
export function encodePart(
  part: Part,
  { speaker, path, warnings }: { speaker: Speaker; path: string; warnings: Warning[] },
): Fields[] {
  const encoded = speaker === 'model' ? encodeModelPart(part) : encodeClientPart(part, path)
  if (encoded === undefined) warnings.push({ type: 'dropped', field: path })
  return encoded === undefined ? [] : [encoded]
}

function encodeModelPart(part: Part): Fields | undefined {
  switch (part.type) {
    case 'text':
      return encodeOutputText(part)
    case 'refusal': {
      const { item: _, ...fields } = readResidue(part).fields
      return { ...fields, type: 'refusal', refusal: part.text }
    }
    default:
      return opaqueValue(part)
  }
}

function encodeClientPart(part: Part, path: string): Fields | undefined {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return { ...readResidue(part).fields, type: 'input_text', text: part.text }
    case 'media':
      return encodeMedia(part, path)
    default:
      return opaqueValue(part)
  }
}

const opaqueValue = (part: Part): Fields | undefined =>
  part.type === 'opaque' && part.dialect === DIALECT && isFields(part.value) && isFields(part.value.part)
    ? part.value.part
    : undefined

function encodeOutputText(part: TextPart): Fields {
  const { fields: told, spelling } = readResidue(part)
  const { item: _, ...fields } = told
  const cited = (part.citations ?? []).flatMap((citation) => encodeCitation(citation, part.text.length) ?? [])
  return {
    ...fields,
    type: 'output_text',
    text: part.text,
    ...(fields.annotations === undefined && cited.length > 0 && { annotations: cited }),
    ...(Array.isArray(spelling.logprobs) && { logprobs: spelling.logprobs }),
  }
}

/** @throws GatewayError `invalid_request` for what this dialect has no form for and must not leave out in silence */
function encodeMedia(part: MediaPart, path: string): Fields {
  const { kind, source, detail, filename } = part
  const { fields, spelling } = readResidue(part)
  if (kind === 'audio' || kind === 'video') {
    throw new GatewayError('invalid_request', { message: `The model's upstream takes no ${kind}.`, param: path })
  }
  if (source.type === 'vendor-file' && spelling.isOwnFile !== true) {
    throw new GatewayError('invalid_request', {
      message: 'A file id is known to the vendor that issued it alone; send the file itself.',
      param: path,
    })
  }
  if (kind === 'image') {
    const url = source.type === 'base64' ? formatDataUrl(source) : source.type === 'url' ? source.url : undefined
    const id = source.type === 'vendor-file' ? source.id : undefined
    return { ...fields, ...present({ type: 'input_image', image_url: url, file_id: id, detail }) }
  }
  const held = (): Fields => {
    switch (source.type) {
      case 'base64':
        // the vendor demands a name beside the bytes
        return { file_data: formatDataUrl(source), filename: filename ?? DEFAULT_FILENAME }
      case 'url':
        return { file_url: source.url, filename }
      case 'vendor-file':
        return { file_id: source.id, filename }
    }
  }
  return { ...fields, ...present({ type: 'input_file', ...held() }) }
}
