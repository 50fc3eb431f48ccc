import { GatewayError } from '../../canonical/error.js'
import type { MediaPart } from '../../canonical/part.js'
import { SPELLING } from '../../canonical/residue.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { isVendorFile } from './decode-media.js'
import { mediaTypeOfUrl, plainMediaType } from './media-type.js'
import { DIALECT, type Fields, isFields, present } from './wire.js'

export interface EncodeMediaOptions {
  /** In canonical words. */
  field: string
  traits: TargetTraits
  warnings: Warning[]
}

/**
 * Bytes stand in the part, addresses are referred to.
 * @throws GatewayError `invalid_request` for a file of another vendor, and for an address that the model cannot fetch
 */
export function encodeMedia(part: MediaPart, options: EncodeMediaOptions): Fields {
  const { [SPELLING]: spelling, inlineData, fileData, ...fields } = part.residue?.[DIALECT] ?? {}
  const { source, detail, filename } = part
  if (detail === 'low' || detail === 'high') drop(`${options.field}.detail`, options)
  if (filename !== undefined) drop(`${options.field}.filename`, options)
  if (source.type === 'base64') {
    const mimeType = plainMediaType(source.mediaType)
    return { ...fields, inlineData: { ...(isFields(inlineData) ? inlineData : {}), mimeType, data: source.data } }
  }
  const fileUri = source.type === 'url' ? source.url : source.id
  assertReachable(source.type, fileUri, options)
  const mimeType = isFields(spelling) ? spelling.mimeType : mediaTypeOfUrl(fileUri)
  return { ...fields, fileData: present({ ...(isFields(fileData) ? fileData : {}), mimeType, fileUri }) }
}

const drop = (field: string, { warnings }: EncodeMediaOptions): number => warnings.push({ type: 'dropped', field })

function assertReachable(type: 'url' | 'vendor-file', uri: string, { field, traits }: EncodeMediaOptions): void {
  if (type === 'vendor-file' && !isVendorFile(uri)) {
    throw new GatewayError('invalid_request', {
      message: 'This file was uploaded to another provider, which alone can read it. Send its bytes instead.',
      param: field,
    })
  }
  if (type === 'url' && traits.takesMediaUrls === false) {
    throw new GatewayError('invalid_request', {
      message: 'This model takes no addresses of files. Send the bytes instead.',
      param: field,
    })
  }
}
