import type { MediaPart, MediaSource } from '../../canonical/part.js'
import { SPELLING } from '../../canonical/residue.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { refusal } from './invalid-request.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'anthropic-messages'
const PDF = 'application/pdf'
const IMAGE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

/** How the base64 of each kind of picture begins: the vendor refuses a picture whose declared type is another. */
const PICTURE_STARTS: readonly (readonly [start: string, mediaType: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
]

export interface MediaContext {
  /** Where the part stands, in our words. */
  path: string
  traits: TargetTraits
  warnings: Warning[]
}

/** @throws GatewayError `invalid_request` for what this vendor's models cannot be shown */
export function encodeMedia(part: MediaPart, context: MediaContext): Fields {
  const { path, warnings } = context
  const { [SPELLING]: spelling, ...fields } = part.residue?.[DIALECT] ?? {}
  const isOwnFile = isFields(spelling) && spelling.source === 'file'
  if (part.detail !== undefined && part.detail !== 'auto') warnings.push({ type: 'dropped', field: `${path}.detail` })
  switch (part.kind) {
    case 'image':
      if (part.filename !== undefined) warnings.push({ type: 'dropped', field: `${path}.filename` })
      return { ...fields, type: 'image', source: sourceOf(part.source, { ...context, isOwnFile, bytes: imageBytes }) }
    case 'document': {
      const title = part.filename === undefined ? {} : { title: part.filename }
      const source = sourceOf(part.source, { ...context, isOwnFile, bytes: documentBytes })
      return { ...fields, type: 'document', source, ...title }
    }
    case 'audio':
    case 'video':
      throw refusal(`This model takes no ${part.kind}.`, path)
  }
}

type Held = Extract<MediaSource, { type: 'base64' }>

interface SourceContext extends MediaContext {
  isOwnFile: boolean
  bytes: (source: Held, path: string) => Fields
}

function sourceOf(source: MediaSource, { path, traits, isOwnFile, bytes }: SourceContext): Fields {
  switch (source.type) {
    case 'base64':
      return bytes(source, path)
    case 'url':
      if (traits.takesMediaUrls === false) throw refusal('This model takes no addresses, only the bytes.', path)
      return { type: 'url', url: source.url }
    case 'vendor-file':
      if (!isOwnFile) throw refusal('A file id can only be used with the vendor that issued it.', path)
      return { type: 'file', file_id: source.id }
  }
}

function imageBytes({ mediaType, data }: Held, path: string): Fields {
  const clean = plainBase64(data)
  const seen = PICTURE_STARTS.find(([start]) => clean.startsWith(start))?.[1]
  const declared = mediaType === 'image/jpg' ? 'image/jpeg' : mediaType
  const known = seen ?? declared
  if (!IMAGE_TYPES.includes(known)) throw refusal(`This model takes no images of type ${declared}.`, path)
  return { type: 'base64', media_type: known, data: clean }
}

function documentBytes({ mediaType, data }: Held, path: string): Fields {
  if (mediaType === PDF) return { type: 'base64', media_type: PDF, data: plainBase64(data) }
  if (mediaType.startsWith('text/') || mediaType === 'application/json') {
    return { type: 'text', media_type: 'text/plain', data: Buffer.from(data, 'base64').toString('utf8') }
  }
  throw refusal(`This model takes no documents of type ${mediaType}.`, path)
}

/** Without line ends, and in the common alphabet: some clients write base64url. */
function plainBase64(data: string): string {
  if (!/[\s_-]/.test(data)) return data
  return data.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/')
}
