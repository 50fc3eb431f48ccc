import { randomUUID } from 'node:crypto'
import { getGraphql } from '../support/graphql.js'
import type { Scene, Student } from '../support/scene.js'
import type { Purse } from './observation.js'

/** Somebody who pays, with the keys that spend his money: several keys are several paths to one account. */
export interface Payer {
  purse: Purse
  student: Student
}

const KEYS_OF_ONE_PAYER = 3
const PURSES: readonly { purse: Purse; balance?: string }[] = [
  { purse: 'rich', balance: '1000' },
  { purse: 'rich', balance: '1000' },
  { purse: 'poor', balance: '0.02' },
  { purse: 'poor', balance: '0.02' },
  { purse: 'empty' },
]

export async function createPayers(scene: Scene): Promise<Payer[]> {
  const payers: Payer[] = []
  for (const { purse, balance } of PURSES) {
    const student = await scene.student({ keyCount: KEYS_OF_ONE_PAYER, ...(balance !== undefined && { balance }) })
    payers.push({ purse, student })
  }
  return payers
}

/** A grant that was asked for; `isAcknowledged` once somebody was told that it is posted. */
export interface GrantAsked {
  accountId: string
  idempotencyKey: string
  amount: string
  isAcknowledged: boolean
}

const GRANT = `mutation ($input: GrantInput!) { grant(input: $input) { transactionId problems { code } } }`

/** Asks twice at once, as an impatient caller would. */
export async function grantTwice(scene: Scene, student: Student, amount: string): Promise<GrantAsked> {
  const idempotencyKey = `chaos-${randomUUID()}`
  const input = { userId: student.userId, amount, reason: 'chaos', idempotencyKey }
  const ask = () =>
    getGraphql<{ grant: { transactionId: string | null } }>(
      scene.facts.origin,
      { token: scene.facts.adminToken },
      GRANT,
      { input },
    )
  const answers = await Promise.allSettled([ask(), ask()])
  const isAcknowledged = answers.some(
    (answer) => answer.status === 'fulfilled' && answer.value.grant.transactionId !== null,
  )
  return { accountId: student.accountId, idempotencyKey, amount, isAcknowledged }
}
