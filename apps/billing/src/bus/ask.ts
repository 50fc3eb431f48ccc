import { askerOf } from '@tollgate/messaging'

/** A question as handlers see it: its body, and the NATS user in whose inbox the answer goes. */
export interface Ask {
  asker: string | undefined
  body: unknown
}

interface IncomingMessage {
  string(): string
}

interface OutgoingPacket {
  response?: unknown
  err?: unknown
}

/** Nest treats a packet without an id as an event, which nobody answers. */
const REQUEST_ID = 'request'

/** The contract's JSON is the whole body, without Nest's envelope. A body that is no JSON is `undefined`. */
export const askDeserializer = {
  deserialize: (message: IncomingMessage, options?: Record<string, unknown>) => ({
    pattern: options?.channel,
    id: REQUEST_ID,
    data: { asker: askerOf(options?.replyTo as string | undefined), body: parseJson(message.string()) } satisfies Ask,
  }),
}

/** The reply's JSON is the whole body. A failure is none of the contract's replies, so the asker learns nothing from it. */
export const replySerializer = {
  serialize: ({ response, err }: OutgoingPacket) => ({
    data: JSON.stringify(err === undefined ? response : { type: 'failed' }),
  }),
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
