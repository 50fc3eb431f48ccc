import type { CanonicalRequest, DialectId } from '@tollgate/protocols/canonical'

const MAX_NAMED = 5
/** Where each dialect has its turns. Only in the first do they stand at the places that they have in our words. */
export const TURNS: Record<DialectId, string> = {
  'openai-chat': 'messages',
  'openai-responses': 'input',
  'anthropic-messages': 'messages',
  'gemini-generate': 'contents',
}

/** What only an upstream of the client's own dialect can carry, by the client's own names; the first few of it. */
export function nativeFields({ facts }: Pick<CanonicalRequest, 'facts'>, dialect: DialectId): string[] {
  const named = facts.nativeOnly.map((field) => {
    if (dialect === 'openai-chat') return field
    const [name = field, index] = field.split('[')
    return index === undefined || index.startsWith(']') ? field : name === 'messages' ? TURNS[dialect] : name
  })
  return [...new Set(named)].slice(0, MAX_NAMED)
}
