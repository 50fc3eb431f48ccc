/** PostgreSQL stores neither NUL nor half a surrogate pair, and a caller who sends one still pays: they are left out. */
export function storable(text: string): string
export function storable(text: string | null | undefined): string | null
export function storable(text: string | null | undefined): string | null {
  return text == null ? null : Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8')
}
