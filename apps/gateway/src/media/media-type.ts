type Bytes = Uint8Array

const textAt = (bytes: Bytes, offset: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', offset, offset + length)

/** What the beginning of each kind of picture looks like. */
const IMAGES: readonly (readonly [type: string, isIt: (bytes: Bytes) => boolean])[] = [
  ['image/png', (bytes) => textAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', (bytes) => textAt(bytes, 0, 3) === '\xff\xd8\xff'],
  ['image/gif', (bytes) => /^GIF8[79]a$/.test(textAt(bytes, 0, 6))],
  ['image/webp', (bytes) => textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP'],
  ['image/heic', (bytes) => /^ftyp(hei[cxms]|hev[cx]|mif1|msf1)$/.test(textAt(bytes, 4, 8))],
  ['image/bmp', (bytes) => textAt(bytes, 0, 2) === 'BM'],
]

/** Readers take a PDF whose mark stands within so many bytes. */
const PDF_MARK_BYTES = 1_024

/** The type of a picture by its bytes: vendors refuse one that is called otherwise. `undefined`: it is none that we know. */
export const imageTypeOf = (bytes: Bytes): string | undefined => IMAGES.find(([, isIt]) => isIt(bytes))?.[0]

export const isPdf = (bytes: Bytes): boolean => textAt(bytes, 0, PDF_MARK_BYTES).includes('%PDF-')
