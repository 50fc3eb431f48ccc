/** A ticket is renewed this long before it ends, so that no call begins with one that is about to. */
const RENEW_BEFORE_MS = 60_000

export interface Ticket {
  ticket: string
  expiresAtMs: number
}

/** There is nobody to give a ticket to any more: log in again. */
export class SessionEnded extends Error {}

export interface TicketSource {
  /** A ticket that is good for a minute at least. */
  get(): Promise<string>
  /** Forgets the ticket: the gateway refused it. */
  drop(): void
}

/** Keeps one ticket and asks for the next in time; callers that come together ask once. */
export function createTicketSource(fetchTicket: () => Promise<Ticket>, now: () => number): TicketSource {
  let pending: Promise<Ticket> | undefined
  let current: Ticket | undefined
  return {
    async get() {
      if (current !== undefined && current.expiresAtMs - now() > RENEW_BEFORE_MS) return current.ticket
      pending ??= fetchTicket().finally(() => {
        pending = undefined
      })
      current = await pending
      return current.ticket
    },
    drop() {
      current = undefined
    },
  }
}
