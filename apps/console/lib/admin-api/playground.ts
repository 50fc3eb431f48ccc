import { graphql } from '@/gql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import type { AnswerFacts } from '@/lib/chat/conversation'
import type { Ticket } from '@/lib/chat/ticket-source'
import { execute } from './client'
import { AdminApiError } from './errors'

const ticketDocument = graphql(`
  mutation CreatePlaygroundTicket {
    createPlaygroundTicket { ticket expiresAt problems { code message path } }
  }
`)
const callCostDocument = graphql(`
  query CallCost($requestId: ID!) {
    receipt(requestId: $requestId) { amount }
    me { wallet { balance } }
  }
`)

export async function createPlaygroundTicket(): Promise<ActionResult<Ticket>> {
  const { ticket, expiresAt, problems } = (await execute(ticketDocument, {})).createPlaygroundTicket
  if (problems.length === 0 && (!ticket || !expiresAt)) return { type: 'failed', code: 'INTERNAL' }
  return resultOf(problems, { ticket: ticket ?? '', expiresAtMs: Date.parse(expiresAt ?? '') })
}

export interface CallCost extends Pick<AnswerFacts, 'cost'> {
  balance?: string
}

/** What a call cost once it is settled. @returns nothing while its receipt does not exist */
export async function findCallCost(requestId: string): Promise<CallCost> {
  try {
    const { receipt, me } = await execute(callCostDocument, { requestId })
    return { cost: receipt.amount, ...(me && { balance: me.wallet.balance }) }
  } catch (error) {
    if (error instanceof AdminApiError && error.code === 'NOT_FOUND') return {}
    throw error
  }
}
