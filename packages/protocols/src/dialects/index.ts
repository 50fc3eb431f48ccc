import type { DialectId } from '../canonical/dialect-id.js'
import type { DialectCodec } from '../codec.js'
import { openaiChat } from './openai-chat/index.js'

export type * from '../codec.js'
export type { Machine } from '../machine.js'

/** The only list of codecs. */
export const CODECS = { 'openai-chat': openaiChat } as Record<DialectId, DialectCodec>
