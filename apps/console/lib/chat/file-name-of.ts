const LONGEST = 80
/** What a file name may not hold on some system, and what nobody sees. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu
/** Names of devices, whatever follows the dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** A title as the name of a file, in its own script. */
export function fileNameOf(title: string, extension: string): string {
  const clean = title.replaceAll(FORBIDDEN, ' ').replaceAll(/\s+/g, ' ')
  const name = [...clean]
    .slice(0, LONGEST)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return `${name === '' || RESERVED.test(name) ? 'conversation' : name}.${extension}`
}
