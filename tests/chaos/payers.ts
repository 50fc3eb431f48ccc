import { randomUUID } from 'node:crypto'
import { getGraphql } from '../support/graphql.js'
import type { Scene } from '../support/scene.js'
import type { Purse } from './observation.js'

/** An account that pays, with the keys that spend from it: several keys are several paths to one account. */
export interface Payer {
  purse: Purse
  accountId: string
  keys: readonly string[]
  /** As a grant names it. */
  grantee: { userId: string } | { poolId: string }
}

const KEYS_OF_ONE_PAYER = 3
const WALLETS: readonly { purse: Purse; balance?: string }[] = [
  { purse: 'rich', balance: '1000' },
  { purse: 'rich', balance: '1000' },
  { purse: 'poor', balance: '0.02' },
  { purse: 'empty' },
]
const POOL: Purse = 'poor'

/** Wallets of several sizes, and a pool. Their keys may not be known to every gateway yet. */
export async function createPayers(scene: Scene): Promise<Payer[]> {
  const payers: Payer[] = []
  for (const { purse, balance } of WALLETS) {
    const student = await scene.student({ keyCount: KEYS_OF_ONE_PAYER, ...(balance !== undefined && { balance }) })
    const { accountId, keys, userId } = student
    payers.push({ purse, accountId, keys, grantee: { userId } })
  }
  return [...payers, await createPool(scene)]
}

async function createPool(scene: Scene): Promise<Payer> {
  const owner = await scene.student()
  const { openPool } = await ask<{ openPool: { pool: { id: string } } }>(scene, OPEN_POOL, {
    ownerId: owner.userId,
    name: 'chaos',
    idempotencyKey: `pool-${randomUUID()}`,
  })
  const poolId = openPool.pool.id
  const keys: string[] = []
  for (let index = 0; index < KEYS_OF_ONE_PAYER; index++) {
    const input = { userId: owner.userId, payerId: poolId, name: `pool-${index}` }
    const { createApiKey } = await ask<{ createApiKey: { secret: string } }>(scene, CREATE_KEY, input)
    keys.push(createApiKey.secret)
  }
  return { purse: POOL, accountId: poolId, keys, grantee: { poolId } }
}

/** A grant that was asked for; `isAcknowledged` once somebody was told that it is posted. */
export interface GrantAsked {
  accountId: string
  idempotencyKey: string
  amount: string
  isAcknowledged: boolean
}

/** Asks twice at once, as an impatient caller would. */
export async function grantTwice(scene: Scene, { accountId, grantee }: Payer, amount: string): Promise<GrantAsked> {
  const idempotencyKey = `chaos-${randomUUID()}`
  const input = { ...grantee, amount, reason: 'chaos', idempotencyKey }
  const grant = () => ask<{ grant: { transactionId: string | null } }>(scene, GRANT, input)
  const answers = await Promise.allSettled([grant(), grant()])
  const isAcknowledged = answers.some(
    (answer) => answer.status === 'fulfilled' && answer.value.grant.transactionId !== null,
  )
  return { accountId, idempotencyKey, amount, isAcknowledged }
}

const ask = <Data>({ facts }: Scene, query: string, input: object): Promise<Data> =>
  getGraphql<Data>(facts.origin, { token: facts.adminToken }, query, { input })

const GRANT = 'mutation ($input: GrantInput!) { grant(input: $input) { transactionId problems { code } } }'
const OPEN_POOL =
  'mutation ($input: OpenPoolInput!) { openPool(input: $input) { pool { id } problems { code message } } }'
const CREATE_KEY =
  'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret problems { code message } } }'
