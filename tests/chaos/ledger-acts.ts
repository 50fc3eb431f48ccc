import { randomUUID } from 'node:crypto'
import { type GraphqlCaller, getGraphql } from '../support/graphql.js'
import type { Scene } from '../support/scene.js'
import { signedIn } from '../support/signed-in.js'
import type { Payer } from './payers.js'
import { between, oneOf } from './seeded-random.js'

/** Something that was to move money once, asked for several times at once, as an impatient caller would. */
export interface Asked {
  kind: 'grant' | 'refund' | 'redeem' | 'move'
  /** Ends the transaction's `idem_key`; absent where that has no name of the asker's. */
  idempotencyKey?: string
  /** Who gets it, where that is known before. */
  accountId?: string
  /** Currency units, where that is known before. */
  amount?: string
  /** Of the transactions that somebody was told of, the same one each time. */
  acknowledgedIds: string[]
}

/** People who move money while everything breaks. */
export interface LedgerActs {
  /** One act, drawn at random; what was asked is remembered whatever came of it. */
  act(): Promise<void>
  readonly asked: readonly Asked[]
}

export interface LedgerActsOptions {
  scene: Scene
  payers: readonly Payer[]
  random: () => number
  /** A call that somebody paid for, to be refunded. */
  finishedCall(): string | undefined
}

const GRANT_AMOUNT = '0.01'
const MOVE_AMOUNT = '0.004'
const CODE_AMOUNT = '0.003'
const CODES_A_BATCH = 10
/** Of grants: for some the end comes while calls hold them. */
const ENDS = 0.4
const ENDS_AFTER_MS: [number, number] = [2_000, 15_000]

export async function openLedgerActs({ scene, payers, random, finishedCall }: LedgerActsOptions): Promise<LedgerActs> {
  const { origin, adminToken } = scene.facts
  const root: GraphqlCaller = { token: adminToken }
  const second = await signedIn(origin, await scene.student({ role: 'admin' }))
  const owners = payers.flatMap(({ owner, purse }) => (owner !== undefined && purse !== 'empty' ? [owner] : []))
  const redeemers = await Promise.all(owners.slice(0, 2).map((owner) => signedIn(origin, owner)))
  const [poor, rich] = [payers.filter(({ purse }) => purse === 'poor'), payers.filter(({ purse }) => purse === 'rich')]
  const asked: Asked[] = []
  let codes: string[] = []
  const acts = [grant, grant, grant, refund, redeem, move]
  return {
    asked,
    act: () => oneOf(acts, random)(),
  }

  async function grant(): Promise<void> {
    const { accountId, grantee } = oneOf(poor, random)
    const one = begin({ kind: 'grant', accountId, amount: GRANT_AMOUNT })
    const expiresAt = new Date(Date.now() + between(random, ...ENDS_AFTER_MS)).toISOString()
    const input = { ...grantee, ...common(one), ...(random() < ENDS && { expiresAt }) }
    await insist(one, [root, root], (caller) =>
      ask<{ grant: { transactionId: string | null } }>(caller, GRANT, input).then((data) => data.grant.transactionId),
    )
  }

  /** The whole call, and once more under another name: more than was debited never comes back. */
  async function refund(): Promise<void> {
    const requestId = finishedCall()
    if (requestId === undefined) return
    await Promise.all(
      [0, 1].map(async () => {
        const one = begin({ kind: 'refund' })
        const input = { ...common(one), requestId, secondPersonId: second.userId }
        await insist(one, [root, root], (caller) =>
          ask<{ refundCall: Correction }>(caller, REFUND, input).then((data) => postedId(data.refundCall)),
        )
      }),
    )
  }

  /** Several people have the code, one of them gets the money. */
  async function redeem(): Promise<void> {
    if (codes.length === 0) codes = await makeCodes()
    const code = codes.pop()
    if (code === undefined) return
    await insist(begin({ kind: 'redeem', amount: CODE_AMOUNT }), [...redeemers, ...redeemers], (caller) =>
      ask<{ redeemCode: { transactionId: string | null } }>(caller, REDEEM, { code }).then(
        (data) => data.redeemCode.transactionId,
      ),
    )
  }

  /** From one who has plenty, decided by the second person. */
  async function move(): Promise<void> {
    const [from, { accountId }] = [oneOf(rich, random), oneOf(poor, random)]
    const one = begin({ kind: 'move', accountId, amount: MOVE_AMOUNT })
    const ends = { fromAccountId: from.accountId, toAccountId: accountId, secondPersonId: second.userId }
    const { moveMoney } = await ask<{ moveMoney: Correction }>(root, MOVE, { ...common(one), ...ends })
    const input = { id: moveMoney.correction?.id, isApproved: true }
    await insist(one, [second, second], (caller) =>
      ask<{ decideCorrection: Correction }>(caller, DECIDE, input).then((data) => postedId(data.decideCorrection)),
    )
  }

  async function makeCodes(): Promise<string[]> {
    const key = randomUUID()
    const input = { name: `chaos ${key}`, amount: CODE_AMOUNT, count: CODES_A_BATCH, idempotencyKey: key }
    const made = await ask<{ createRedeemBatch: { codes: string[] | null } }>(root, CREATE_CODES, input)
    return made.createRedeemBatch.codes ?? []
  }

  function begin(what: Omit<Asked, 'acknowledgedIds'>): Asked {
    const named = what.kind === 'redeem' ? what : { ...what, idempotencyKey: `chaos-${randomUUID()}` }
    const one = { ...named, acknowledgedIds: [] }
    asked.push(one)
    return one
  }

  function ask<Data>(caller: GraphqlCaller, query: string, input: object): Promise<Data> {
    return getGraphql<Data>(origin, caller, query, { input })
  }
}

interface Correction {
  correction: { id: string; state: string; transactionId: string | null } | null
}

const postedId = ({ correction }: Correction): string | null => correction?.transactionId ?? null

const common = ({ idempotencyKey, amount }: Asked) => ({ idempotencyKey, amount, reason: 'chaos' })

/** All of them at once; whoever is refused or gets no answer knows nothing. */
async function insist(
  one: Asked,
  callers: readonly GraphqlCaller[],
  askOnce: (caller: GraphqlCaller) => Promise<string | null>,
): Promise<void> {
  const answers = await Promise.allSettled(callers.map(askOnce))
  for (const answer of answers)
    if (answer.status === 'fulfilled' && answer.value !== null) one.acknowledgedIds.push(answer.value)
}

const mutation = (field: string, type: string, selection: string): string =>
  `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`
const CORRECTION = 'correction { id state transactionId } problems { code }'
const GRANT = mutation('grant', 'GrantInput', 'transactionId problems { code }')
const REFUND = mutation('refundCall', 'RefundCallInput', CORRECTION)
const MOVE = mutation('moveMoney', 'MoveMoneyInput', CORRECTION)
const DECIDE = mutation('decideCorrection', 'DecideCorrectionInput', CORRECTION)
const REDEEM = mutation('redeemCode', 'RedeemCodeInput', 'transactionId problems { code }')
const CREATE_CODES = mutation('createRedeemBatch', 'CreateRedeemBatchInput', 'codes problems { code }')
