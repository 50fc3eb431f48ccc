import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import {
  forceCloseNodeSchema,
  MONEY_SUBJECTS,
  reconcileSchema,
  replayDeadLetterSchema,
} from '@tollgate/protocols/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BusAnswers, startBillingAnswers } from '../../testing/bus-answers.js'
import { codeOf, type Json, type TestClient } from '../../testing/test-client.js'
import { startTestStack, type TestStack } from '../../testing/test-stack.js'

const REPLAY =
  'mutation ($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) { deadLetter { id attempts } isRepeat problems { code message } } }'

let stack: TestStack
let billing: BusAnswers
let root: TestClient
let finance: TestClient
let student: TestClient
let other: TestClient
let wallet = ''

const sql = (text: string, values?: unknown[]) => stack.sql(text, values)
const codeFor = async (client: TestClient, query: string, variables = {}) => codeOf(await client.ask(query, variables))

beforeAll(async () => {
  stack = await startTestStack()
  root = stack.root
  billing = await startBillingAnswers(stack.servers, {
    [MONEY_SUBJECTS.reconcile]: reconcileSchema,
    [MONEY_SUBJECTS.replayDeadLetter]: replayDeadLetterSchema,
    [MONEY_SUBJECTS.forceCloseNode]: forceCloseNodeSchema,
  })
  finance = (await stack.addUser('ledger-office', 'FINANCE')).client
  const ann = await stack.addUser('ann')
  student = ann.client
  wallet = ann.walletId
  other = (await stack.addUser('bob')).client
  await sql(
    `INSERT INTO account (id, kind, owner_user_id, name, balance, held, created_at) VALUES
      ($1, 'wallet', $2, NULL, 5000000000, 2000000000, '2026-03-01'),
      ($3, 'pool', NULL, 'Optics_pool', -1, 0, '2026-03-02'),
      ($4, 'pool', NULL, 'Zeta pool', 700000000, 0, '2026-03-03')`,
    [wallet, ann.id, randomUUID(), randomUUID()],
  )
})
afterAll(async () => {
  await billing?.close()
  await stack?.close()
})

describe('accounts', () => {
  const LIST = `query ($first: Int, $after: String, $filter: LedgerAccountFilter, $sort: LedgerAccountSort) {
    ledgerAccounts(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes { kind name owner { username } balance held } pageInfo { hasNextPage endCursor } totalCount } }`
  const namesOf = ({ nodes }: Json): string[] => nodes.map((node: Json) => node.name ?? node.owner.username)
  const list = async (variables: object) => (await finance.data(LIST, { ...variables })).ledgerAccounts

  it.each([
    [{ field: 'NAME', direction: 'ASC' }, ['ann', 'Optics_pool', 'Zeta pool']],
    [{ field: 'BALANCE', direction: 'DESC' }, ['ann', 'Zeta pool', 'Optics_pool']],
    [{ field: 'CREATED_AT', direction: 'DESC' }, ['Zeta pool', 'Optics_pool', 'ann']],
  ])('are paged in the order %j', async (sort, names) => {
    const seen: string[] = []
    for (let after: string | null = null, hasNextPage = true; hasNextPage; ) {
      const page: Json = await list({ first: 1, after, sort })
      expect(page.totalCount).toBe(3)
      seen.push(...namesOf(page))
      ;({ hasNextPage, endCursor: after } = page.pageInfo)
    }
    expect(seen).toEqual(names)
  })

  it('are found by name and by what they are', async () => {
    expect(namesOf(await list({ filter: { search: 'AN' } }))).toEqual(['ann'])
    expect(namesOf(await list({ filter: { search: 's_p' } }))).toEqual(['Optics_pool'])
    expect(namesOf(await list({ filter: { search: 'c%p' } }))).toEqual([])
    expect(namesOf(await list({ filter: { isHolding: true } }))).toEqual(['ann'])
    expect(namesOf(await list({ filter: { isOverdrawn: true, kind: 'POOL' } }))).toEqual(['Optics_pool'])
  })

  it('a cursor of another order is refused, and so are students', async () => {
    const after = (await list({ first: 1 })).pageInfo.endCursor
    const sort = { field: 'BALANCE', direction: 'ASC' }
    expect(await codeFor(finance, LIST, { first: 1, after, sort })).toBe('BAD_USER_INPUT')
    expect(await codeFor(student, LIST)).toBe('FORBIDDEN')
  })
})

describe('G1: what cannot be spent', () => {
  const MONEY = `query ($accountId: ID) { ledgerAccount(accountId: $accountId) {
    holds { amount state keyName nodeId } limits { kind name period amount spent held endsAt } } }`

  it('is told with its reason: to the owner without the gateway, to staff with courses, to nobody else', async () => {
    const [{ id: userId }] = await sql(`SELECT id FROM app_user WHERE username = 'ann'`)
    const [{ id: groupId }] = await sql('SELECT id FROM access_group')
    const [courseId, keyId, capId, courseLimitId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    await sql(`INSERT INTO course (id, name) VALUES ($1, 'Optics')`, [courseId])
    await sql(
      `INSERT INTO api_key (id, user_id, name, kind, hash, prefix, last_four, group_id, course_id, state, payer_account_id)
       VALUES ($1, $2, 'laptop', 'secret', $5, 'sk-', 'abcd', $3, $4, 'active', $6)`,
      [keyId, userId, groupId, courseId, 'a'.repeat(64), wallet],
    )
    await sql(
      `INSERT INTO spend_limit (id, kind, key_id, course_id, period, amount_nanos) VALUES
        ($1, 'key_cap', $2, NULL, 'day', 3000000000), ($3, 'course_limit', NULL, $4, 'total', 9000000000)`,
      [capId, keyId, courseLimitId, courseId],
    )
    await sql(
      `INSERT INTO limit_window (id, limit_id, kind, window_start, window_end, amount, spent, held)
       VALUES (gen_random_uuid(), $1, 'key_cap', now() - interval '1 hour', '2099-01-01', 3000000000, 1000000000, 5)`,
      [capId],
    )
    await sql(
      `INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, granted, state, expires_at)
       VALUES (gen_random_uuid(), 'gateway-1', 1, $1, $2, 2000000000, 'draining', now())`,
      [keyId, wallet],
    )
    const cap = { kind: 'KEY_CAP', name: 'laptop', period: 'DAY', amount: '3', spent: '1', held: '0.000000005' }
    const hold = { amount: '2', state: 'DRAINING', keyName: 'laptop' }
    expect((await student.data(MONEY)).ledgerAccount).toEqual({
      holds: [{ ...hold, nodeId: null }],
      limits: [{ ...cap, endsAt: '2099-01-01T00:00:00.000Z' }],
    })
    const told = (await finance.data(MONEY, { accountId: wallet })).ledgerAccount
    expect(told.holds).toEqual([{ ...hold, nodeId: 'gateway-1' }])
    expect(told.limits.map(({ kind, spent }: Json) => [kind, spent])).toEqual([
      ['KEY_CAP', '1'],
      ['COURSE_LIMIT', '0'],
    ])
    expect(await codeFor(other, MONEY, { accountId: wallet })).toBe('NOT_FOUND')
  })
})

describe('reconciliation', () => {
  const SHOWN = 'checks { id state brokenIds } openLeaseCount overdueLeaseCount poisonCount unresolvedCount'

  it('tells what was last found, broken ones first, and what could not be looked at', async () => {
    await sql(
      `INSERT INTO invariant_check (id, says, broken_ids, checked_at, failed_at) VALUES
        ('L10', 'a', '{}', now(), NULL), ('L2', 'b', '{}', now(), NULL), ('L3', 'c', '{x}', now(), NULL),
        ('L4', 'd', '{}', now() - interval '1 hour', now()), ('L0', 'old', '{y}', now() - interval '9 days', NULL)`,
    )
    const { reconciliation } = await finance.data(`{ reconciliation { ${SHOWN} } }`)
    expect(reconciliation.checks.map(({ id, state }: Json) => [id, state])).toEqual([
      ['L3', 'BROKEN'],
      ['L2', 'HOLDS'],
      ['L4', 'UNCHECKED'],
      ['L10', 'HOLDS'],
    ])
    expect(reconciliation).toMatchObject({ openLeaseCount: 0, overdueLeaseCount: 0 })
    expect(await codeFor(student, `{ reconciliation { ${SHOWN} } }`)).toBe('FORBIDDEN')
  })

  it('is run for staff, who are on record; without billing that is said', async () => {
    const counts = { leasesOpen: 0, leasesDraining: 0, poison: 0, unresolved: 0 }
    const invariants = [{ id: 'L3', says: 'c', brokenIds: ['x'], isChecked: true }]
    billing.answer = { type: 'checked', checkedAtMs: 1, invariants, ...counts }
    const RUN = 'mutation { reconcile { reconciliation { checks { id } } problems { code } } }'
    expect((await finance.done(RUN)).reconciliation.checks).toHaveLength(4)
    const { me } = await finance.data('{ me { id } }')
    expect(billing.asked.at(-1)).toEqual({ v: 1, actorUserId: me.id })
    expect(await sql(`SELECT after FROM audit_log WHERE action = 'ledger:reconcile'`)).toEqual([
      { after: { broken: ['L3'] } },
    ])
    billing.answer = { nonsense: true }
    expect((await finance.data(RUN)).reconcile.problems).toEqual([{ code: 'BILLING_UNAVAILABLE' }])
    expect(await codeFor(student, RUN)).toBe('FORBIDDEN')
  })
})

describe('events that were put aside', () => {
  it('are listed with what they say of their call', async () => {
    const [{ id: userId }] = await sql(`SELECT id FROM app_user WHERE username = 'ann'`)
    const text = JSON.stringify({ userId, modelName: 'm', quantities: { inputTokens: 3, outputTokens: 4 } })
    await sql(
      `INSERT INTO dead_letter (stream, stream_seq, kind, reason, payload, resolved_at) VALUES
        ('S', 1, 'unresolved', 'unknown price', $1, NULL), ('S', 2, 'poison', 'no JSON', '{"text": "?"}', NULL),
        ('S', 3, 'poison', 'no JSON', '{"text": "?"}', now())`,
      [{ text }],
    )
    const LIST = `query ($filter: DeadLetterFilter) { deadLetters(filter: $filter) { totalCount nodes {
      id kind reason sequence text attempts resolvedAt call { user { username } modelName inputTokens outputTokens admittedAt } } } }`
    const { deadLetters } = await finance.data(LIST, { filter: { isResolved: false } })
    expect(deadLetters).toMatchObject({
      totalCount: 2,
      nodes: [
        { kind: 'POISON', sequence: '2', text: '?', call: null },
        {
          kind: 'UNRESOLVED',
          reason: 'unknown price',
          call: {
            user: { username: 'ann' },
            modelName: 'm',
            inputTokens: '3',
            outputTokens: '4',
            admittedAt: null,
          },
        },
      ],
    })
    expect(await codeFor(student, LIST)).toBe('FORBIDDEN')
  })

  it('are tried again by an administrator with a reason; a refusal is told in billing’s words and on record', async () => {
    const [{ id }] = await sql(`SELECT id::text FROM dead_letter WHERE kind = 'unresolved'`)
    const input = { id, reason: 'the price is back' }
    billing.answer = { type: 'refused', code: 'unknown_account', message: 'unknown price version' }
    expect((await root.data(REPLAY, { input })).replayDeadLetter.problems).toEqual([
      { code: 'REFUSED_BY_BILLING', message: 'Billing refused: unknown price version' },
    ])
    billing.answer = { type: 'done', isRepeat: false }
    expect(await root.done(REPLAY, { input })).toMatchObject({ deadLetter: { id }, isRepeat: false })
    const { me } = await root.data('{ me { id } }')
    expect(billing.asked.slice(-2)).toEqual(Array(2).fill({ v: 1, deadLetterId: id, actorUserId: me.id }))
    const records = await sql(
      `SELECT target_id, reason, after ->> 'outcome' AS outcome FROM audit_log WHERE action = 'dead-letter:replay' ORDER BY id`,
    )
    expect(records).toEqual([
      { target_id: id, reason: 'the price is back', outcome: 'unknown price version' },
      { target_id: id, reason: 'the price is back', outcome: 'settled' },
    ])
  })

  it('finance looks and does not settle; a reason is needed; what is not there is not found', async () => {
    const asks = billing.asked.length
    expect(await codeFor(finance, REPLAY, { input: { id: '1', reason: 'x' } })).toBe('FORBIDDEN')
    expect(await codeFor(root, REPLAY, { input: { id: '1 OR 1', reason: 'x' } })).toBe('NOT_FOUND')
    expect((await root.data(REPLAY, { input: { id: '1', reason: ' ' } })).replayDeadLetter.problems[0].code).toBe(
      'BAD_USER_INPUT',
    )
    expect(billing.asked.length).toBe(asks)
    billing.answer = { type: 'refused', code: 'not_found', message: 'no such dead letter' }
    expect(await codeFor(root, REPLAY, { input: { id: '999999', reason: 'x' } })).toBe('NOT_FOUND')
  })
})

describe('alerts', () => {
  it('are listed with figures and whose they are, those that go on first', async () => {
    await sql(
      `INSERT INTO alert (id, kind, subject_id, detail, opened_at, closed_at) VALUES
        (gen_random_uuid(), 'low_balance', $1, '{"balanceNanos": "1500000000", "belowNanos": "2000000000"}', now() - interval '2 days', NULL),
        (gen_random_uuid(), 'drift', 'L1', '{"says": "a", "ids": ["x", "y"]}', now(), now()),
        (gen_random_uuid(), 'limit_threshold', 'x/80', jsonb_build_object('percent', 80, 'limitId',
          (SELECT id FROM spend_limit WHERE kind = 'key_cap')), now() - interval '3 days', NULL),
        (gen_random_uuid(), 'of_a_later_version', 'x', '{}', now(), NULL)`,
      [wallet],
    )
    const LIST =
      '{ alerts { totalCount nodes { kind subjectId limitName closedAt account { owner { username } } facts { name value } } } }'
    const { alerts } = await finance.data(LIST)
    expect(alerts).toMatchObject({
      totalCount: 3,
      nodes: [
        {
          kind: 'LOW_BALANCE',
          limitName: null,
          account: { owner: { username: 'ann' } },
          facts: [
            { name: 'below', value: '2' },
            { name: 'balance', value: '1.5' },
          ],
        },
        { kind: 'LIMIT_THRESHOLD', limitName: 'laptop', account: { owner: { username: 'ann' } } },
        { kind: 'DRIFT', subjectId: 'L1', account: null },
      ],
    })
    expect(await codeFor(student, LIST)).toBe('FORBIDDEN')
  })
})

describe('gateways', () => {
  const LIST = '{ gatewayNodes { id leases expiredLeases held } }'
  const END =
    'mutation ($input: ForceCloseGatewayNodeInput!) { forceCloseGatewayNode(input: $input) { gatewayNode { id held } problems { code message } } }'

  it('are listed with what is held for their calls, the most first', async () => {
    await sql(`INSERT INTO gateway_node (node_id, incarnation) VALUES ('north', 3), ('south', 1)`)
    await sql(
      `INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, granted, consumed, state, expires_at) VALUES
        ($1, 'south', 1, $4, $5, 900, 100, 'open', now() + interval '1 min'),
        ($2, 'south', 1, $4, $5, 700, 0, 'draining', now() - interval '1 min'),
        ($3, 'south', 1, $4, $5, 500, 500, 'closed', now() - interval '1 min')`,
      [randomUUID(), randomUUID(), randomUUID(), randomUUID(), wallet],
    )
    expect((await finance.data(LIST)).gatewayNodes).toEqual([
      { id: 'south', leases: 2, expiredLeases: 1, held: '0.0000015' },
      { id: 'north', leases: 0, expiredLeases: 0, held: '0' },
    ])
    expect(await codeFor(student, LIST)).toBe('FORBIDDEN')
  })

  it('that will not come back are ended by an administrator with a reason, which is on record', async () => {
    billing.answer = { type: 'done', isRepeat: false }
    expect(await root.done(END, { input: { id: 'south', reason: 'disk burnt' } })).toMatchObject({
      gatewayNode: { id: 'south' },
    })
    const { me } = await root.data('{ me { id } }')
    expect(billing.asked.at(-1)).toEqual({ v: 1, nodeId: 'south', actorUserId: me.id, reason: 'disk burnt' })
    const [record] = await sql(
      `SELECT target_id, reason, before ->> 'heldNanos' AS held FROM audit_log WHERE action = 'gateway-node:force-close'`,
    )
    expect(record).toEqual({ target_id: 'south', reason: 'disk burnt', held: '1500' })
  })

  it('are not ended by finance, without a reason, or where there is none of that name', async () => {
    const asks = billing.asked.length
    expect(await codeFor(finance, END, { input: { id: 'south', reason: 'x' } })).toBe('FORBIDDEN')
    expect(await codeFor(root, END, { input: { id: 'west', reason: 'x' } })).toBe('NOT_FOUND')
    const { problems } = (await root.data(END, { input: { id: 'south', reason: ' ' } })).forceCloseGatewayNode
    expect(problems[0].code).toBe('BAD_USER_INPUT')
    expect(billing.asked.length).toBe(asks)
    billing.answer = { type: 'refused', code: 'forbidden', message: 'no' }
    expect(await codeFor(root, END, { input: { id: 'south', reason: 'x' } })).toBe('FORBIDDEN')
  })
})
