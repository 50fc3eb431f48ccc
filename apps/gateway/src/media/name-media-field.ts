import type { DialectId } from '@tollgate/protocols/canonical'
import { pathOfText } from './path-of-text.js'

/** Anthropic writes indices as fields. */
const dotted = (path: string): string => path.replaceAll('[', '.').replaceAll(']', '')
const plain = (path: string): string => path

const WRITERS: Record<DialectId, (path: string) => string> = {
  'openai-chat': plain,
  'openai-responses': plain,
  'anthropic-messages': dotted,
  'gemini-generate': plain,
}

/** The field of a client's body that holds an address, in the way of its dialect; `undefined`: it stands nowhere. */
export function nameMediaField(body: unknown, url: string, dialect: DialectId): string | undefined {
  const path = pathOfText(body, url)
  return path === undefined ? undefined : WRITERS[dialect](path)
}
