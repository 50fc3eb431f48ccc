import { Transform } from 'node:stream'
import { PayloadTooLargeException } from '@nestjs/common'
import { ApiError } from '../graphql/errors.js'
import { CONVERSATION_REQUEST_BYTES } from '../modules/conversations/conversation-limits.js'
import { type Actor, can } from './permissions.js'

/** State files of a whole campus fit; anything larger is a mistake. */
export const STATE_BODY_BYTES = 16 * 1024 * 1024
/** Far above every query of the console. */
export const BODY_BYTES = 256 * 1024

/**
 * Whether the body is known to be larger than anybody may send.
 * @param contentLength the header; absent for a chunked body
 */
export const isLargeBody = (contentLength: string | undefined): boolean => Number(contentLength ?? 0) > BODY_BYTES

/** How large a body somebody may send who says beforehand how large it is. */
export function bodyBytesOf(actor: Actor | undefined): number {
  if (actor === undefined) return BODY_BYTES
  if (can(actor, 'state:apply')) return STATE_BODY_BYTES
  return can(actor, 'conversation:use', { ownerId: actor.userId }) ? CONVERSATION_REQUEST_BYTES : BODY_BYTES
}

/** Passes at most `maxBytes` on, then fails with 413: a chunked body tells its size only as it comes. */
export function limitBytes(maxBytes: number): Transform {
  let byteCount = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteCount += chunk.length
      if (byteCount <= maxBytes) done(null, chunk)
      else done(new PayloadTooLargeException())
    },
  })
}

/** The answer to a body that is too large, in the shape of every other refusal. */
export const tooLargeAnswer = () => {
  const { message, extensions } = new ApiError('QUERY_REJECTED', 'The request is too large.')
  return { errors: [{ message, extensions: { code: extensions.code } }] }
}
