/** Bytes of a text file as spreadsheets of this country write them. */
export type DecodedText = { encoding: 'utf-8' | 'gb18030'; text: string }

const BOM = '\uFEFF'

/**
 * UTF-8 with or without a byte order mark, else GB18030 (and with it GBK and GB2312), which Excel writes in Chinese Windows.
 * @returns `undefined` for bytes that are neither, UTF-16 among them
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const utf8 = decodeAs('utf-8', bytes)
  if (utf8 !== undefined) return utf8.includes('\0') ? undefined : { encoding: 'utf-8', text: withoutMark(utf8) }
  const gb18030 = decodeAs('gb18030', bytes)
  if (gb18030 === undefined || /[\0\uFFFD\p{Co}]/u.test(gb18030)) return undefined
  return { encoding: 'gb18030', text: withoutMark(gb18030) }
}

const withoutMark = (text: string): string => (text.startsWith(BOM) ? text.slice(1) : text)

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
