import { SessionEnded } from '@/lib/chat/ticket-source'
import { fetchCallCost, fetchTicket } from '../actions'

/** @throws SessionEnded where nobody is logged in any more */
export async function requestTicket() {
  const result = await fetchTicket()
  if (result.type === 'done') return result.value
  if (result.type === 'failed' && result.code === 'UNAUTHENTICATED') throw new SessionEnded()
  throw new Error('no ticket')
}

/** Nothing while the receipt is not there, also where asking failed: it is asked again. */
export async function requestCost(requestId: string) {
  const result = await fetchCallCost(requestId)
  return result.type === 'done' ? result.value : {}
}
