import type { Readable } from 'node:stream'

/** What goes back to the client. */
export interface Delivery {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array | Readable
}
