import type { MediaKind } from '../../canonical/part.js'

/** Names that mean the same; vendors know one of them. */
const PLAIN: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mpeg': 'audio/mp3',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
}

export const plainMediaType = (mediaType: string): string => {
  const lower = mediaType.toLowerCase()
  return PLAIN[lower] ?? lower
}

export function kindOfMediaType(mediaType: string): MediaKind {
  const [family] = mediaType.split('/')
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}

/** Media types of an address by the end of its path; a reference to a file must say what it holds. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  html: 'text/html',
  wav: 'audio/wav',
  mp3: 'audio/mp3',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
}

/** @returns `undefined` where the address does not tell */
export function mediaTypeOfUrl(url: string): string | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  const extension = /\.([a-z0-9]{2,5})$/i.exec(path.slice(-6))?.[1]
  return extension === undefined ? undefined : BY_EXTENSION[extension.toLowerCase()]
}
