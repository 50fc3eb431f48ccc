import { formatDataUrl } from '../../canonical/data-url.js'
import { GatewayError } from '../../canonical/error.js'
import type { MediaPart } from '../../canonical/part.js'
import { changed, type EncodeContext } from './encode-context.js'
import { type Fields, isFields, present } from './wire.js'

const DIALECT = 'openai-chat'

/** The vendor's names of sounds whose media types are called otherwise. */
const AUDIO_FORMATS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/vnd.wave': 'wav',
}

/**
 * A picture, a document or a sound as a part of a user's message.
 * @throws GatewayError `invalid_request` for what has no form here: it must not be left out in silence
 */
export function encodeMedia(part: MediaPart, path: string, context: EncodeContext): Fields {
  const { kind, source, detail, filename, residue } = part
  const fields = residue?.[DIALECT] ?? {}
  const within = (name: string, own: Fields) => ({ ...(isFields(fields[name]) ? fields[name] : {}), ...present(own) })
  if (source.type === 'vendor-file' && !context.isOwn) {
    throw refusal('A file id is known to the vendor that issued it alone; send the file itself.', path)
  }
  switch (kind) {
    case 'image': {
      if (source.type === 'vendor-file') break
      if (source.type === 'url' && context.traits.takesMediaUrls === false && !context.isOwn) {
        throw refusal("The model's upstream takes no addresses of images, only the bytes.", path)
      }
      const url = source.type === 'url' ? source.url : formatDataUrl(source)
      return { ...fields, type: 'image_url', image_url: within('image_url', { url, detail }) }
    }
    case 'audio': {
      if (source.type !== 'base64') break
      const subtype = source.mediaType.slice(source.mediaType.indexOf('/') + 1)
      const format = context.isOwn ? subtype : (AUDIO_FORMATS[source.mediaType] ?? subtype)
      return { ...fields, type: 'input_audio', input_audio: within('input_audio', { data: source.data, format }) }
    }
    case 'document': {
      if (source.type === 'url') break
      const text = context.isOwn ? undefined : textOf(part)
      if (text !== undefined) {
        context.warnings.push(changed(path, 'a document of text as the text itself'))
        return { type: 'text', text }
      }
      const held = source.type === 'base64' ? { file_data: formatDataUrl(source) } : { file_id: source.id }
      return { ...fields, type: 'file', file: within('file', { ...held, filename }) }
    }
    case 'video':
      break
  }
  throw refusal(`The model's upstream takes no ${kind} in this form.`, path)
}

/** @returns `undefined` for documents that are more than text */
function textOf({ source, filename }: MediaPart): string | undefined {
  if (source.type !== 'base64' || !/^(text\/|application\/json$)/.test(source.mediaType)) return undefined
  const text = Buffer.from(source.data, 'base64').toString('utf8')
  return filename === undefined ? text : `${filename}:\n${text}`
}

const refusal = (message: string, param: string) => new GatewayError('invalid_request', { message, param })
