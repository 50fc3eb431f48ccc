'use server'
import type { ActionResult } from '@/lib/action-result'
import { done } from '@/lib/action-result'
import { actInPlace } from '@/lib/admin-api/act'
import { type CallCost, createPlaygroundTicket, findCallCost } from '@/lib/admin-api/playground'
import type { Ticket } from '@/lib/chat/ticket-source'

export async function fetchTicket(): Promise<ActionResult<Ticket>> {
  return actInPlace(createPlaygroundTicket)
}

export async function fetchCallCost(requestId: string): Promise<ActionResult<CallCost>> {
  return actInPlace(async () => done(await findCallCost(requestId)))
}
