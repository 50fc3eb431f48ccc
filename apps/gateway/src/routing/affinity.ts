import type { CanonicalRequest, Message } from '@tollgate/protocols/canonical'

/** As much of a conversation's beginning as tells it from others. */
const MOST_CHARACTERS = 400

export interface Conversation {
  /** The same for every turn of a conversation of one API key with one model. */
  id: string
  /** Whether there was an answer before: then a key has its beginning in its prompt cache. */
  isContinued: boolean
}

/** Which conversation a request belongs to, by how it begins; `undefined` for what is none. */
export function conversationOf(request: CanonicalRequest, keyId: string): Conversation | undefined {
  const { messages, settings, model } = request
  const asked = messages.find(({ role }) => role === 'user')
  if (asked === undefined) return undefined
  const [first] = messages
  const system = first === undefined || first === asked ? '' : textOf(first)
  const said = `${settings.endUserId ?? ''}\n${system}\n${textOf(asked)}`
  return {
    id: `${keyId}/${model}/${hash(said)}`,
    isContinued: messages.some(({ role }) => role === 'assistant'),
  }
}

function textOf({ parts }: Message): string {
  let text = ''
  for (const part of parts) {
    if (part.type !== 'text') continue
    text += part.text.slice(0, MOST_CHARACTERS - text.length)
    if (text.length >= MOST_CHARACTERS) break
  }
  return text
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** FNV-1a: nobody gains by a collision, which only sends a conversation to another key than its own. */
function hash(text: string): number {
  let value = FNV_OFFSET
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), FNV_PRIME)
  return value >>> 0
}
