import { randomUUID } from 'node:crypto'
import type { Stack } from '@tollgate/testkit'
import { getGraphql } from '../support/graphql.js'
import { type LimitDesk, openLimitDesk } from '../support/limits.js'
import type { Scene, Student } from '../support/scene.js'
import type { ChaosLimit } from './limits.js'
import type { Purse } from './observation.js'

/** An account that pays, with the keys that spend from it: several keys are several paths to one account. */
export interface Payer {
  purse: Purse
  accountId: string
  keys: readonly string[]
  /** As a grant names it. */
  grantee: { userId: string } | { poolId: string }
  /** Whose wallet it is; absent for a pool. */
  owner?: Student
}

export interface Payers {
  all: readonly Payer[]
  /** That are short, and raised now and then. */
  limits: readonly ChaosLimit[]
}

const KEYS_OF_ONE_PAYER = 3
const PLENTY = '1000'
const WALLETS: readonly { purse: Purse; balance?: string }[] = [
  { purse: 'rich', balance: PLENTY },
  { purse: 'rich', balance: PLENTY },
  { purse: 'poor', balance: '0.02' },
  { purse: 'empty' },
]
/** Some ten reservations. */
const SHORT_UNITS = 0.02
const PLENTY_UNITS = 1_000

/** Wallets of several sizes, a pool, keys with caps, and two courses below one budget. Not every gateway knows their keys yet. */
export async function createPayers(scene: Scene, stack: Stack): Promise<Payers> {
  const payers: Payer[] = []
  for (const wallet of WALLETS) payers.push(await createWallet(scene, wallet))
  payers.push(await createPool(scene))
  const desk = await openLimitDesk(stack)
  try {
    const limited = [await createCapped(scene, desk), await createCourses(scene, desk)]
    return {
      all: [...payers, ...limited.flatMap((one) => one.payers)],
      limits: limited.flatMap((one) => one.limits),
    }
  } finally {
    await desk.close()
  }
}

async function createWallet(
  scene: Scene,
  { purse, balance }: { purse: Purse; balance?: string },
): Promise<Payer & { owner: Student }> {
  const owner = await scene.student({ keyCount: KEYS_OF_ONE_PAYER, ...(balance !== undefined && { balance }) })
  const { accountId, keys, userId } = owner
  return { purse, accountId, keys, grantee: { userId }, owner }
}

interface Limited {
  payers: Payer[]
  limits: ChaosLimit[]
}

/** Two of the keys have a cap, one for the day and one for ever. */
async function createCapped(scene: Scene, desk: LimitDesk): Promise<Limited> {
  const payer = await createWallet(scene, { purse: 'limited', balance: PLENTY })
  const rows = await desk.sql<{ id: string }>(`SELECT id FROM api_key WHERE user_id = $1 AND kind = 'secret' LIMIT 2`, [
    payer.owner.userId,
  ])
  const limits: ChaosLimit[] = []
  for (const [index, { id: keyId }] of rows.entries()) {
    const subject = { kind: 'key_cap', keyId }
    const period = index === 0 ? 'day' : 'total'
    limits.push({ limitId: await desk.setLimit(subject, SHORT_UNITS, { period }), subject, period, units: SHORT_UNITS })
  }
  return { payers: [payer], limits }
}

/** The courses have room, the budget above them is short: they live on its chunks. */
async function createCourses(scene: Scene, desk: LimitDesk): Promise<Limited> {
  const [subject, period] = [{ kind: 'budget', name: 'school' }, 'month']
  const parentId = await desk.setLimit(subject, SHORT_UNITS, { period })
  const payers: Payer[] = []
  for (let count = 0; count < 2; count++) {
    const payer = await createWallet(scene, { purse: 'limited', balance: PLENTY })
    const courseId = await desk.course(payer.owner)
    await desk.setLimit({ kind: 'course_limit', courseId }, PLENTY_UNITS, { period, parentId })
    payers.push(payer)
  }
  return { payers, limits: [{ limitId: parentId, subject, period, units: SHORT_UNITS }] }
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
  return { purse: 'poor', accountId: poolId, keys, grantee: { poolId } }
}

const ask = <Data>({ facts }: Scene, query: string, input: object): Promise<Data> =>
  getGraphql<Data>(facts.origin, { token: facts.adminToken }, query, { input })

const OPEN_POOL =
  'mutation ($input: OpenPoolInput!) { openPool(input: $input) { pool { id } problems { code message } } }'
const CREATE_KEY =
  'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret problems { code message } } }'
