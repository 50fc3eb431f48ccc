import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { GatewayError } from '@tollgate/protocols/canonical'

const RETRY_AFTER_SECONDS = 2

export interface BodyLimits {
  /** BODY_LIMIT_BYTES: of one body. */
  limitBytes: number
  /** BODY_IN_FLIGHT_BYTES: of all bodies whose answers are not over. */
  inFlightLimitBytes: number
}

/**
 * Reads bodies into memory, each and all of them together bounded. A body counts from its first byte until its answer is
 * over, because so long it is held.
 */
export function createBodyReader({ limitBytes, inFlightLimitBytes }: BodyLimits) {
  let inFlightBytes = 0

  return {
    /** @throws GatewayError `request_too_large`, `billing_unavailable` where there is no room, `invalid_request` for half a body */
    async read(body: Readable, headers: IncomingHttpHeaders, response: ServerResponse): Promise<Buffer> {
      if (response.destroyed) throw cut()
      const announcedBytes = headers['content-length'] === undefined ? 0 : Number(headers['content-length'])
      if (announcedBytes > limitBytes) throw tooLarge()
      if (inFlightBytes + announcedBytes > inFlightLimitBytes) throw noRoom()
      const chunks: Buffer[] = []
      let heldBytes = 0
      onceOver(response, () => {
        inFlightBytes -= heldBytes
        heldBytes = 0
      })
      return new Promise((resolve, reject) => {
        const end = (error: Error | undefined): void => {
          body.off('data', take).off('end', finish).off('error', breakOff)
          if (error === undefined) resolve(Buffer.concat(chunks, heldBytes))
          else reject(error)
          chunks.length = 0
        }
        const take = (chunk: Buffer): void => {
          inFlightBytes += chunk.length
          heldBytes += chunk.length
          if (heldBytes > limitBytes) end(tooLarge())
          else if (inFlightBytes > inFlightLimitBytes) end(noRoom())
          else chunks.push(chunk)
        }
        const finish = (): void => end(undefined)
        const breakOff = (): void => end(cut())
        body.on('data', take).on('end', finish).on('error', breakOff)
      })
    },
    inFlightBytes: () => inFlightBytes,
  }
}

/** Calls back when the answer has gone or never will. Of one that waits behind another, only its connection can tell. */
function onceOver(response: ServerResponse, callback: () => void): void {
  response.once('close', callback)
  if (response.socket !== null) return
  const { socket } = response.req
  socket.once('close', callback)
  response.once('close', () => socket.off('close', callback))
}

const cut = (): GatewayError => new GatewayError('invalid_request', { message: 'The body was cut.' })

const tooLarge = (): GatewayError => new GatewayError('request_too_large', { message: 'The body is too large.' })

const noRoom = (): GatewayError =>
  new GatewayError('billing_unavailable', {
    message: 'Too many large requests are under way. Try again later.',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
