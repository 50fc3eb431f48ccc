// Money moved by people: once, by whom, why, and undone by two. Through the public GraphQL, with two billings.
import { type Stack, startStack } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chat, scripted } from '../support/chat.js'
import { askGraphql, createAdminToken, type GraphqlCaller, getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'
import { signedIn } from '../support/signed-in.js'
import { factsOf } from '../support/stack-facts.js'

/** Input is free, a token of output costs one unit. */
const UNIT_A_TOKEN = { inputPerMillion: '0', outputPerMillion: '1000000' }
const UNIT = 10n ** 9n
const CORRECTION = 'correction { id state amount canDecide transactionId } isRepeat problems { code path }'

let stack: Stack
let scene: Scene
let root: GraphqlCaller & { userId: string }
let second: GraphqlCaller & { userId: string }
let student: Student

beforeAll(async () => {
  stack = await startStack({ billingCount: 2 })
  const token = await createAdminToken(stack.origin, stack.admin)
  scene = await openScene(factsOf(stack, token), 'ops')
  await scene.declare({
    models: [{ name: 'm', price: UNIT_A_TOKEN, maxOutputTokens: 1_000 }],
    channels: [{ name: 'main', models: ['m'] }],
  })
  const { me } = await getGraphql<{ me: { id: string } }>(stack.origin, { token }, '{ me { id } }')
  root = { token, userId: me.id }
  second = await signIn(await scene.student({ role: 'admin' }))
  student = await scene.student({ balance: '100' })
  await scene.untilOffered(student, 'm')
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
})

const signIn = (person: Student) => signedIn(stack.origin, person)

/** One mutation: `field(input: $input) { … }: TypeOfInput!`. @returns its payload */
async function ask(caller: GraphqlCaller, field: string, input: object): Promise<Record<string, unknown>> {
  const [selection, type] = [field.slice(0, field.lastIndexOf(':')), field.slice(field.lastIndexOf(':') + 1)]
  const query = `mutation ($input: ${type}) { done: ${selection} }`
  return (await getGraphql<{ done: Record<string, unknown> }>(stack.origin, caller, query, { input })).done
}
const act = (idempotencyKey: string) => ({ idempotencyKey, reason: 'a mistake', secondPersonId: second.userId })
const correctionOf = (payload: Record<string, unknown>) => payload.correction as { id: string; state: string }
const auditOf = (action: string, targetId: string) =>
  getGraphql<{ auditLog: { nodes: { after: string }[] } }>(
    stack.origin,
    root,
    'query ($filter: AuditFilter) { auditLog(filter: $filter) { nodes { after } } }',
    { filter: { action, targetId } },
  ).then(({ auditLog }) => auditLog.nodes)

describe('M18 P0: a grant with one idempotency key, 20 at once', () => {
  const GRANT = 'grant(input: $input) { transactionId isRepeat problems { code } }: GrantInput!'

  it('is credited once, answered 20 times alike and audited once, also with one billing killed meanwhile', async () => {
    const [, victim] = stack.billings
    const before = (await scene.audit.account(student.accountId)).balance
    const input = { userId: student.userId, amount: '7', reason: 'prize', idempotencyKey: 'm18' }
    const pending = Promise.all(Array.from({ length: 20 }, () => ask(root, GRANT, input)))
    await victim?.app.kill()
    const answers = await pending
    await victim?.app.start()
    expect(answers.flatMap(({ problems }) => problems)).toEqual([])
    expect(new Set(answers.map(({ transactionId }) => transactionId)).size).toBe(1)
    expect((await scene.audit.account(student.accountId)).balance).toBe(before + 7n * UNIT)
    const audited = (await auditOf('grant:create', student.userId)).filter(({ after }) => after.includes('m18'))
    expect(audited).toHaveLength(1)
  })
})

describe('G4: corrections', () => {
  it('what takes money waits for a second person, who is not the one who asked', async () => {
    const adjust = `adjustAccount(input: $input) { ${CORRECTION} }: AdjustAccountInput!`
    const decide = `decideCorrection(input: $input) { ${CORRECTION} }: DecideCorrectionInput!`
    const before = (await scene.audit.account(student.accountId)).balance
    const taking = { accountId: student.accountId, amount: '-5', ...act('take') }
    const waiting = await ask(root, adjust, taking)
    expect(waiting).toMatchObject({ correction: { state: 'PENDING', amount: '-5', canDecide: false }, problems: [] })
    const { id } = correctionOf(waiting)
    const own = await askGraphql(stack.origin, root, DECIDE, { input: { id, isApproved: true } })
    expect(own.errors[0]?.extensions?.code).toBe('FORBIDDEN')
    const { corrections } = await getGraphql<{ corrections: { nodes: unknown[] } }>(
      stack.origin,
      second,
      '{ corrections(first: 1) { nodes { id state canDecide reason account { kind owner { id } } actor { id } secondPerson { id } } } }',
    )
    expect(corrections.nodes).toEqual([
      {
        id,
        state: 'PENDING',
        canDecide: true,
        reason: 'a mistake',
        account: { kind: 'WALLET', owner: { id: student.userId } },
        actor: { id: root.userId },
        secondPerson: { id: second.userId },
      },
    ])
    expect((await scene.audit.account(student.accountId)).balance).toBe(before)
    expect(await ask(second, decide, { id, isApproved: true })).toMatchObject({ correction: { state: 'POSTED' } })
    expect((await scene.audit.account(student.accountId)).balance).toBe(before - 5n * UNIT)
    const once = await ask(root, adjust, taking)
    expect(once).toMatchObject({ correction: { id, state: 'POSTED' }, isRepeat: true })
    expect(await auditOf('correction:approve', student.accountId)).toHaveLength(1)
  })

  it('a second person must be another administrator', async () => {
    const adjust = `adjustAccount(input: $input) { ${CORRECTION} }: AdjustAccountInput!`
    for (const secondPersonId of [root.userId, student.userId, 'nobody']) {
      const input = { accountId: student.accountId, amount: '1', ...act('alone'), secondPersonId }
      expect(await ask(root, adjust, input)).toMatchObject({
        problems: [{ code: 'BAD_USER_INPUT', path: ['secondPersonId'] }],
      })
    }
  })

  it('M21 P1: a refund references the call and never exceeds its debit; receipt, report and history tell of it', async () => {
    const refund = `refundCall(input: $input) { ${CORRECTION} }: RefundCallInput!`
    const { requestId } = await chat({
      origin: stack.origin,
      key: student.key,
      body: { model: scene.model('m'), max_tokens: 20, messages: [scripted('prompt-tokens=1,completion-tokens=20')] },
    })
    await settledDebit(scene.audit, requestId)
    const over = await ask(root, refund, { requestId, amount: '21', ...act('over') })
    expect(over).toMatchObject({ correction: null, problems: [{ code: 'BAD_USER_INPUT', path: ['amount'] }] })
    expect(await ask(root, refund, { requestId, amount: '8', ...act('part') })).toMatchObject({ problems: [] })
    const again = await ask(root, refund, { requestId, amount: '13', ...act('again') })
    expect(again).toMatchObject({ problems: [{ code: 'BAD_USER_INPUT' }] })
    const owner = await signIn(student)
    const told = await getGraphql<Record<string, unknown>>(stack.origin, owner, TOLD, { requestId })
    expect(told).toMatchObject({
      receipt: {
        amount: '20',
        refunded: '8',
        payer: { kind: 'WALLET' },
        transactions: [
          { kind: 'usage', reason: null },
          { kind: 'refund', reason: 'a mistake', actor: null },
        ],
      },
      usage: { nodes: [{ amount: '20', refunded: '8' }] },
      usageSummary: { amount: '12' },
      accountHistory: {
        nodes: [
          {
            kind: 'refund',
            amount: '8',
            balanceAfter: '90',
            correctedRequestId: requestId,
            counterpart: { kind: 'REVENUE' },
          },
          { kind: 'usage', amount: '-20', balanceAfter: '82', requestId },
          { kind: 'adjustment', amount: '-5', balanceAfter: '102', counterpart: { kind: 'FUNDING' } },
          { kind: 'grant', amount: '7', balanceAfter: '107', reason: 'prize' },
          { kind: 'grant', amount: '100', balanceAfter: '100' },
        ],
      },
    })
  })

  const DECIDE = `mutation ($input: DecideCorrectionInput!) { decideCorrection(input: $input) { ${CORRECTION} } }`
  const TOLD = `query ($requestId: ID!) {
    receipt(requestId: $requestId) { amount refunded payer { kind } transactions { kind reason actor { id } } }
    usage(filter: { requestId: $requestId }) { nodes { amount refunded } }
    usageSummary { amount }
    accountHistory { nodes { kind amount balanceAfter reason requestId correctedRequestId counterpart { kind } } } }`
})

describe('redeem codes', () => {
  const CREATE =
    'createRedeemBatch(input: $input) { batch { id codeCount } codes isRepeat problems { code } }: CreateRedeemBatchInput!'
  const REDEEM =
    'redeemCode(input: $input) { transactionId amount isRepeat account { available } problems { code } }: RedeemCodeInput!'

  it('L13: a code used by ten at once credits one of them, and him again never', async () => {
    const batch = { name: 'welcome', count: 2, amount: '3', idempotencyKey: 'welcome' }
    const { codes, batch: made } = await ask(root, CREATE, batch)
    const [code, unused] = codes as string[]
    expect(await ask(root, CREATE, batch)).toMatchObject({ codes: null, isRepeat: true, batch: made as object })
    const people = await Promise.all((await scene.students(10)).map(signIn))
    const answers = await Promise.all(people.map((person) => ask(person, REDEEM, { code })))
    const winners = people.filter((_, index) => answers[index]?.transactionId !== null)
    expect(winners).toHaveLength(1)
    const [winner] = winners
    const again = await ask(winner ?? root, REDEEM, { code: code?.toLowerCase().replaceAll('-', '') })
    expect(again).toMatchObject({ amount: '3', isRepeat: true, account: { available: '3' } })
    const { redeemCodes, redeemBatches } = await getGraphql<Record<string, { nodes: unknown[] }>>(
      stack.origin,
      root,
      `query ($id: ID!) { redeemBatches { nodes { name redeemedCount unusedCount redeemedAmount } }
        redeemCodes(batchId: $id) { nodes { lastFour state redeemedBy { id } } } }`,
      { id: (made as { id: string }).id },
    )
    expect(redeemBatches?.nodes).toEqual([{ name: 'welcome', redeemedCount: 1, unusedCount: 1, redeemedAmount: '3' }])
    expect(redeemCodes?.nodes).toHaveLength(2)
    expect(redeemCodes?.nodes).toContainEqual({ lastFour: unused?.slice(-4), state: 'UNUSED', redeemedBy: null })
    const used = { lastFour: code?.slice(-4), state: 'REDEEMED', redeemedBy: { id: winner?.userId } }
    expect(redeemCodes?.nodes).toContainEqual(used)
  })
})

describe('pools', () => {
  const OPEN = 'openPool(input: $input) { pool { id } problems { code } }: OpenPoolInput!'
  const GRANT = 'grant(input: $input) { problems { code } }: GrantInput!'
  const KEY =
    'createApiKey(input: $input) { apiKey { payer { kind name } } secret problems { code path } }: CreateApiKeyInput!'

  it('M27: a key that a pool pays has two legs, the pool’s and revenue’s; nobody else may name it', async () => {
    const opened = await ask(root, OPEN, { name: 'Project', ownerId: student.userId, idempotencyKey: 'project' })
    const poolId = (opened.pool as { id: string }).id
    const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString()
    const gift = { poolId, amount: '50', reason: 'funding', idempotencyKey: 'project', expiresAt: inAYear }
    expect(await ask(root, GRANT, gift)).toMatchObject({ problems: [] })
    const other = await signIn(await scene.student())
    const foreign = await ask(other, KEY, { name: 'mine', payerId: poolId })
    expect(foreign).toMatchObject({ secret: null, problems: [{ code: 'BAD_USER_INPUT', path: ['payerId'] }] })
    const made = await ask(root, KEY, { name: 'project', payerId: poolId, userId: student.userId })
    expect(made).toMatchObject({ apiKey: { payer: { kind: 'POOL', name: 'Project' } } })
    const withPool = { ...student, key: String(made.secret), keys: [String(made.secret)] }
    await scene.untilOffered(withPool, 'm')
    const { requestId } = await chat({
      origin: stack.origin,
      key: withPool.key,
      body: { model: scene.model('m'), max_tokens: 10, messages: [scripted('prompt-tokens=1,completion-tokens=10')] },
    })
    expect(await settledDebit(scene.audit, requestId)).toMatchObject({ accountId: poolId, amount: -10n * UNIT })
    expect(await scene.audit.entries([requestId])).toHaveLength(2)
    const { accountLots } = await getGraphql<{ accountLots: unknown[] }>(
      stack.origin,
      root,
      'query ($accountId: ID!) { accountLots(accountId: $accountId) { amount rest reason expiresAt } }',
      { accountId: poolId },
    )
    expect(accountLots).toEqual([{ amount: '50', rest: '40', reason: 'funding', expiresAt: inAYear }])
  })
})
