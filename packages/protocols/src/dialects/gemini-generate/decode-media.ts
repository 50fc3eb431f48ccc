import type { MediaKind, MediaPart, MediaSource } from '../../canonical/part.js'
import { residueOf, SPELLING } from '../../canonical/residue.js'
import { kindOfMediaType, mediaTypeOfUrl, plainMediaType } from './media-type.js'
import { DIALECT, type Fields, isEmpty, present, type WirePart } from './wire.js'

const VIDEO_SITE = /^https:\/\/(?:www\.|m\.)?(?:youtube\.com|youtu\.be)\//i
/** Files that were given to the vendor before, or that lie in its own storage: nobody else can read them. */
const VENDOR_FILE = /^(?:https:\/\/[^/]+\/v1[a-z0-9]*\/files\/|files\/|gs:\/\/)/i

export const isVendorFile = (uri: string): boolean => VENDOR_FILE.test(uri) || VIDEO_SITE.test(uri)

/** @param rest fields of the part beside its data */
export function decodeInlineData(inline: NonNullable<WirePart['inlineData']>, rest: Fields): MediaPart {
  const { mimeType, data, ...others } = inline
  const mediaType = plainMediaType(mimeType)
  return {
    type: 'media',
    kind: kindOfMediaType(mediaType),
    source: { type: 'base64', mediaType, data: plainBase64(data) },
    ...residueOf(DIALECT, withNested(rest, 'inlineData', others)),
  }
}

export function decodeFileData(file: NonNullable<WirePart['fileData']>, rest: Fields): MediaPart {
  const { fileUri, mimeType, ...others } = file
  const source: MediaSource = isVendorFile(fileUri)
    ? { type: 'vendor-file', id: fileUri }
    : { type: 'url', url: fileUri }
  const told = mimeType == null ? undefined : plainMediaType(mimeType)
  const guessed = mediaTypeOfUrl(fileUri)
  return {
    type: 'media',
    kind: kindOf(fileUri, told ?? guessed),
    source,
    ...residueOf(DIALECT, {
      ...withNested(rest, 'fileData', others),
      // what the address does not tell itself, or where it was left out
      ...(told !== guessed && { [SPELLING]: { mimeType: told ?? null } }),
    }),
  }
}

function kindOf(uri: string, mediaType: string | undefined): MediaKind {
  if (mediaType !== undefined) return kindOfMediaType(mediaType)
  return VIDEO_SITE.test(uri) ? 'video' : 'document'
}

/** The vendor takes the alphabet of URLs as well, and line ends; others do not. */
const plainBase64 = (data: string): string =>
  /[-_\s]/.test(data) ? data.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/') : data

function withNested(outer: Fields, name: string, inner: Fields): Fields {
  const unknown = present(inner)
  return isEmpty(unknown) ? outer : { ...outer, [name]: unknown }
}
