import { waitUntil } from '@tollgate/testkit'
import type { Audit, AuditEntry } from './audit.js'
import { getGraphql } from './graphql.js'
import type { StackFacts } from './stack-facts.js'

/** The one debit of a request, once billing has settled it. @throws Error when there are several */
export async function settledDebit(audit: Audit, requestId: string, timeoutMs?: number): Promise<AuditEntry> {
  const debits = await waitUntil(
    async () => {
      const found = await audit.debits(requestId)
      return found.length > 0 ? found : undefined
    },
    { what: `the debit of ${requestId}`, ...(timeoutMs !== undefined && { timeoutMs }) },
  )
  const [debit, ...more] = debits
  if (debit === undefined || more.length > 0) throw new Error(`${requestId} has ${debits.length} debits`)
  return debit
}

export interface Receipt {
  amount: string
  reserved: string
  provenance: string
  status: string
  errorCode: string | null
  attempts: number
  channelName: string | null
  lines: { class: string; tokens: string; amount: string }[]
  priceVersion: { id: string } | null
}

/** A request's receipt, as an administrator sees it. */
export async function receiptOf(facts: StackFacts, requestId: string): Promise<Receipt> {
  const { receipt } = await getGraphql<{ receipt: Receipt }>(
    facts.origin,
    { token: facts.adminToken },
    `query ($requestId: ID!) {
      receipt(requestId: $requestId) {
        amount reserved provenance status errorCode attempts channelName
        lines { class tokens amount } priceVersion { id }
      }
    }`,
    { requestId },
  )
  return receipt
}

/** Resolves once nothing is held on the account any more, beyond what open slabs keep unspent. */
export async function nothingHeld(audit: Audit, accountId: string, timeoutMs?: number): Promise<void> {
  await waitUntil(
    async () => (await audit.account(accountId)).held === 0n,
    timeoutMs === undefined ? {} : { timeoutMs },
  )
}
