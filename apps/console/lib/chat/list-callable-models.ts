import * as z from 'zod/mini'
import type { TicketSource } from './ticket-source'

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) })

/**
 * The names that this person may call right now, as every client sees them.
 * @throws Error when the gateway does not tell
 */
export async function listCallableModels(tickets: TicketSource, signal: AbortSignal): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${await tickets.get()}` }
  const response = await fetch('/v1/models', { headers, credentials: 'omit', signal })
  if (!response.ok) throw new Error(`/v1/models answered ${response.status}`)
  return listSchema.parse(await response.json()).data.map(({ id }) => id)
}
