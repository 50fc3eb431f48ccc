import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { LATENCY_BUCKET_COUNT } from '@tollgate/protocols/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, startTestServers, type TestApp, type TestServers, withClient } from '../../testing/test-app.js'
import type { TestClient } from '../../testing/test-client.js'

const PASSWORD = 'correct horse battery'
const SUMS = 'calls failedCalls inputTokens outputTokens amount duration { samples p50Ms p95Ms }'
const SERIES = `query ($filter: TrafficFilter!, $interval: TrafficInterval!) {
  traffic(filter: $filter, interval: $interval) { ${SUMS} outcomes { code calls } points { date startsAt calls amount duration { samples } } } }`
const ROWS = `query ($dimension: TrafficDimension!, $filter: TrafficFilter!, $first: Int, $after: String, $search: String, $sort: TrafficSort) {
  trafficBy(dimension: $dimension, filter: $filter, first: $first, after: $after, search: $search, sort: $sort) {
    totalCount nodes { id name detail ${SUMS} } pageInfo { hasNextPage endCursor } } }`

let servers: TestServers
let app: TestApp
let root: TestClient
let finance: TestClient
let student: TestClient
const [optics, atoms, chat, vision, main, recent] = Array.from({ length: 6 }, () => randomUUID())
const DAYS = { from: '2026-09-01', to: '2026-09-03' }
/** Calls of one bucket, the 3rd: 14 to 20 ms. */
const inBucket = (count: number) =>
  `{${Array.from({ length: LATENCY_BUCKET_COUNT }, (_, i) => (i === 2 ? count : 0)).join()}}`

beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
  for (const [username, role] of [
    ['ann', 'STUDENT'],
    ['fin', 'FINANCE'],
  ])
    await root.done('mutation ($input: CreateUserInput!) { createUser(input: $input) { problems { code } } }', {
      input: { username, role, password: PASSWORD },
    })
  student = await app.newcomer('ann', PASSWORD)
  finance = await app.newcomer('fin', PASSWORD)
  await withClient(servers.urls.owner, async (db) => {
    await db.query(
      `INSERT INTO course (id, name, cost_centre) VALUES ($1, 'Optics', 'Physics'), ($2, 'Atoms', 'Physics')`,
      [optics, atoms],
    )
    await db.query(`INSERT INTO model (id, name) VALUES ($1, 'demo/chat'), ($2, 'demo/vision'), ($3, 'demo/recent')`, [
      ...[chat, vision, recent],
    ])
    await db.query(
      `INSERT INTO channel (id, name, type, base_url) VALUES ($1, 'main', 'openai-compatible', 'http://x')`,
      [main],
    )
    const add = (day: string, courseId: string | null, modelId: string | undefined, outcome: string, figures: string) =>
      db.query(
        `INSERT INTO usage_traffic (hour, occurred_on, period, course_id, model_id, channel_id, outcome, calls, input_tokens,
           cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos, duration_counts, first_byte_counts)
         SELECT h.hour, $1::date, '2026-09', $2::uuid, $3::uuid, $4::uuid, $5, ${figures}
         FROM (VALUES (($1 || ' 04:00+00')::timestamptz), (NULL)) AS h(hour)`,
        [day, courseId, modelId, main, outcome],
      )
    await add(
      '2026-09-01',
      optics ?? '',
      chat,
      'completed',
      `3, 30, 3, 0, 6, 1, 300, '${inBucket(3)}', '${inBucket(1)}'`,
    )
    await add(
      '2026-09-01',
      optics ?? '',
      chat,
      'upstream_error',
      `2, 0, 0, 0, 0, 0, 0, '${inBucket(0)}', '${inBucket(0)}'`,
    )
    await add(
      '2026-09-03',
      atoms ?? '',
      vision,
      'completed',
      `1, 10, 0, 0, 2, 0, 500, '${inBucket(1)}', '${inBucket(1)}'`,
    )
    await add('2026-09-03', null, chat, 'aborted', `1, 0, 0, 0, 0, 0, 7, '${inBucket(0)}', '${inBucket(0)}'`)
  })
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})

const series = async (filter: object, interval = 'DAY', client = root) =>
  (await client.data(SERIES, { filter: { ...DAYS, ...filter }, interval })).traffic
const rows = async (dimension: string, more: object = {}) =>
  (await root.data(ROWS, { dimension, filter: DAYS, ...more })).trafficBy

describe('traffic', () => {
  it('B5: sums, errors by class and a series without gaps, from rollups', async () => {
    expect(await series({})).toMatchObject({
      ...{ calls: '7', failedCalls: '3', inputTokens: '43', outputTokens: '9', amount: '0.000000807' },
      duration: { samples: 4, p50Ms: 17, p95Ms: 20 },
      outcomes: [
        { code: 'upstream_error', calls: '2' },
        { code: 'aborted', calls: '1' },
      ],
      points: [
        { date: '2026-09-01', startsAt: '2026-08-31T16:00:00.000Z', calls: '5', duration: { samples: 3 } },
        { date: '2026-09-02', calls: '0', amount: '0', duration: { samples: 0 } },
        { date: '2026-09-03', calls: '2', duration: { samples: 1 } },
      ],
    })
  })

  it('of a model, as its callers see it: the last 30 campus days, none of them left out', async () => {
    await withClient(servers.urls.owner, (db) =>
      db.query(
        `INSERT INTO usage_traffic (hour, occurred_on, period, model_id, outcome, calls, input_tokens, cache_read_tokens,
           cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos, duration_counts, first_byte_counts)
         SELECT NULL, (now() AT TIME ZONE 'Asia/Shanghai')::date - 29, '2000-01', $1::uuid, o.outcome, o.calls, 0, 0, 0, 0, 0, 0, $2, $2
         FROM (VALUES ('completed', 7), ('upstream_error', 2), ('aborted', 5)) AS o(outcome, calls)`,
        [recent, inBucket(0)],
      ),
    )
    const { model } = await root.data('{ model(name: "demo/recent") { activityDays { date calls completedCalls } } }')
    expect(model.activityDays).toHaveLength(30)
    expect(model.activityDays[0]).toMatchObject({ calls: '9', completedCalls: '7' })
    expect(model.activityDays[29]).toMatchObject({ calls: '0', completedCalls: '0' })
    const dates = model.activityDays.map(({ date }: { date: string }) => date)
    expect(dates).toEqual(dates.toSorted())
  })

  it('by hour, week and month, in the campus time zone', async () => {
    const hours = (await series({ to: '2026-09-01' }, 'HOUR')).points
    expect(hours).toHaveLength(24)
    expect(hours[12]).toMatchObject({ startsAt: '2026-09-01T04:00:00.000Z', calls: '5' })
    expect((await series({}, 'WEEK')).points).toMatchObject([{ date: '2026-08-31', calls: '7' }])
    expect((await series({}, 'MONTH')).points).toMatchObject([{ date: '2026-09-01', calls: '7' }])
  })

  it('of one model, channel, course or cost centre', async () => {
    const calls = async (filter: object) => (await series(filter)).calls
    expect(await calls({ modelId: vision })).toBe('1')
    expect(await calls({ channelId: main })).toBe('7')
    expect(await calls({ courseId: optics })).toBe('5')
    expect(await calls({ costCentre: 'Physics' })).toBe('6')
    expect(await calls({ courseId: randomUUID() })).toBe('0')
  })

  it('of a key without calls: nothing, and no figures that nobody measured', async () => {
    expect(await series({ apiKeyId: randomUUID() })).toMatchObject({
      ...{ calls: '0', outcomes: [], duration: { samples: 0, p50Ms: null } },
    })
    expect((await series({ apiKeyId: randomUUID() }, 'HOUR')).duration).toBeNull()
  })

  it('added up by a dimension: dearest first, sorted, searched, page by page', async () => {
    expect(
      (await rows('COURSE')).nodes.map(({ name, calls }: { name: string; calls: string }) => [name, calls]),
    ).toEqual([
      ['Atoms', '1'],
      ['Optics', '5'],
      [null, '1'],
    ])
    expect((await rows('COST_CENTRE')).nodes).toMatchObject([
      { id: 'Physics', name: 'Physics', amount: '0.0000008', duration: { samples: 4 } },
      { id: '', name: null },
    ])
    expect((await rows('CHANNEL')).nodes).toMatchObject([{ id: main, name: 'main', calls: '7' }])
    expect((await rows('MODEL', { search: 'VISION' })).nodes).toMatchObject([{ name: 'demo/vision' }])
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await rows('COURSE', { first: 1, after, sort: { field: 'CALLS', direction: 'ASC' } })
      expect(page.totalCount).toBe(3)
      seen.push(...page.nodes.map(({ id }: { id: string }) => id))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(seen).toEqual(['', atoms, optics])
  })

  it('by user and by key: from the sums of keys', async () => {
    const { me } = await student.data('{ me { id } }')
    const [keyId, lateKeyId] = await Promise.all(
      ['laptop', 'late'].map(async (name) => {
        const input = { name }
        return (
          await student.done(
            'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } problems { code } } }',
            { input },
          )
        ).apiKey.id
      }),
    )
    await withClient(servers.urls.owner, async (db) => {
      await db.query(
        `INSERT INTO usage_hourly (hour, occurred_on, user_id, key_id, model_id, calls, failed_calls, amount_nanos)
         VALUES ('2026-09-02 04:00+00', '2026-09-02', $1, $2, $3, 4, 1, 900)`,
        [me.id, keyId, chat],
      )
      const fold = (day: string, calls: number, failedCalls: number, key = keyId) =>
        db.query(
          `WITH delta AS (SELECT $1::date AS day, $2::uuid AS key_id, $3::uuid AS model_id)
           INSERT INTO usage_delta (period, hour, occurred_on, key_id, model_id, outcome, calls, amount_nanos)
           SELECT '2026-09', day, day, key_id, model_id, 'completed', $4::int, $4::int * 225 FROM delta
           UNION ALL SELECT '2026-09', day, day, key_id, model_id, 'upstream_timeout', $5::int, $5::int * 225 FROM delta`,
          [day, key, chat, calls - failedCalls, failedCalls],
        )
      await fold('2026-08-15', 2, 2)
      await fold('2026-09-02', 4, 1)
      await fold('2026-09-30', 1, 0)
      await fold('2026-09-30', 5, 0, lateKeyId)
      await db.query('DELETE FROM usage_delta')
      await db.query(
        `INSERT INTO usage_key_daily (key_id, occurred_on, outcome, calls, duration_counts, first_byte_counts)
         VALUES ($1, '2026-09-02', 'completed', 3, $2, $2), ($1, '2026-09-02', 'upstream_timeout', 1, $3, $3)`,
        [keyId, inBucket(3), inBucket(0)],
      )
    })
    expect((await rows('USER')).nodes).toMatchObject([{ id: me.id, name: 'ann', calls: '4', duration: null }])
    expect((await rows('API_KEY')).nodes).toMatchObject([
      { id: keyId, name: 'laptop', detail: 'ann', failedCalls: '1', duration: { samples: 3, p50Ms: 17 } },
    ])
    expect(await series({ apiKeyId: keyId })).toMatchObject({
      ...{ calls: '4', failedCalls: '1', duration: { samples: 3 } },
      outcomes: [{ code: 'upstream_timeout', calls: '1' }],
    })
    expect(await series({ userId: me.id })).toMatchObject({ calls: '4', duration: { samples: 3 } })
    const ofUser = { filter: { ...DAYS, userId: me.id } }
    expect((await rows('COST_CENTRE', ofUser)).nodes).toMatchObject([{ id: '', calls: '4' }])
    expect((await rows('USER', { filter: { ...DAYS, costCentre: 'Physics' } })).nodes).toEqual([])
    const ofMonths = { filter: { from: '2026-08-01', to: '2026-09-29' } }
    expect(await rows('API_KEY', ofMonths)).toMatchObject({
      totalCount: 1,
      nodes: [{ id: keyId, calls: '6', failedCalls: '3' }],
    })
    expect(
      (
        await rows('API_KEY', {
          filter: { from: '2026-08-01', to: '2026-09-30' },
          search: 'AT',
          sort: { field: 'NAME', direction: 'ASC' },
        })
      ).nodes,
    ).toMatchObject([{ name: 'late', calls: '5' }])
    expect((await rows('USER', { filter: { from: '2026-08-16', to: '2026-09-30' } })).nodes).toMatchObject([
      { name: 'ann', calls: '10', amount: '0.00000225' },
    ])
    const ofKeys = async (from: string, to: string) =>
      (await root.data(`{ usageSummary(filter: { from: "${from}", to: "${to}" }) { keys { keyId calls } } }`))
        .usageSummary.keys
    expect(await ofKeys('2026-08-15T16:00:00Z', '2026-09-29T16:00:00Z')).toEqual([{ keyId, calls: '4' }])
    expect(await ofKeys('2026-09-02T04:30:00Z', '2026-09-30T01:00:00Z')).toEqual([{ keyId, calls: '4' }])
    expect(await ofKeys('2026-09-02T05:00:00Z', '2026-09-02T16:00:00Z')).toEqual([])
    const dearest = (first: number) =>
      root.ask(`{ usageSummary(filter: { from: "2026-08-01T00:00:00Z", to: "2026-10-01T00:00:00Z" }) {
        keys(first: ${first}) { keyId calls inputTokens amount } } }`)
    const all = (await dearest(100)).data?.usageSummary.keys
    expect(all.length).toBeGreaterThan(1)
    expect((await dearest(1)).data?.usageSummary.keys).toEqual(all.slice(0, 1))
    expect((await dearest(0)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  it('courses of a model: a month, and one without its first days, come to what the days do', async () => {
    const courses = async (from: string, to: string) =>
      (await rows('COURSE', { filter: { modelId: chat, from, to } })).nodes
    const optics = {
      name: 'Optics',
      calls: '5',
      failedCalls: '2',
      amount: '0.0000003',
      duration: { samples: 3, p50Ms: 17 },
    }
    const none = { name: null, calls: '1', failedCalls: '1', amount: '0.000000007', duration: { samples: 0 } }
    expect(await courses('2026-09-01', '2026-09-02')).toMatchObject([optics])
    expect(await courses('2026-08-20', '2026-10-05')).toMatchObject([optics, none])
    expect(await courses('2026-09-02', '2026-09-30')).toMatchObject([none])
    expect(await courses('2026-09-01', '2026-09-30')).toMatchObject([optics, none])
    const outcomes = async (from: string) =>
      (await series({ modelId: chat, channelId: main, from, to: '2026-09-30' })).outcomes
    expect(await outcomes('2026-09-01')).toEqual([
      { code: 'upstream_error', calls: '2' },
      { code: 'aborted', calls: '1' },
    ])
    expect(await outcomes('2026-09-02')).toEqual([{ code: 'aborted', calls: '1' }])
  })

  it('staff only; no period that cannot be drawn', async () => {
    const filter = DAYS
    expect((await student.ask(SERIES, { filter, interval: 'DAY' })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await student.ask(ROWS, { filter, dimension: 'USER' })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await series({}, 'DAY', finance)).calls).toBe('7')
    const code = async (filter: object, interval = 'DAY') =>
      (await root.ask(SERIES, { filter: { ...DAYS, ...filter }, interval })).errors?.[0]?.extensions.code
    expect(await code({ to: '2026-08-31' })).toBe('BAD_USER_INPUT')
    expect(await code({ from: '2024-01-01' })).toBe('BAD_USER_INPUT')
    expect(await code({ from: '2026-08-01' }, 'HOUR')).toBe('BAD_USER_INPUT')
    expect(await code({ modelId: "x' OR true" })).toBe('NOT_FOUND')
    expect(
      (await root.ask(ROWS, { dimension: 'USER', filter, after: 'WyJ4IiwieSJd' })).errors?.[0]?.extensions.code,
    ).toBe('BAD_USER_INPUT')
  })
})

describe('statements', () => {
  const STATEMENT = `query ($period: String!) { statement(period: $period) { isOpen calls amount ledgerAmount
    sections { courseName costCentre calls amount lines { modelName calls amount } } } }`

  it('say what courses cost in a month, and what the ledger says beside it', async () => {
    const { statement } = await finance.data(STATEMENT, { period: '2026-09' })
    expect(statement).toMatchObject({
      ...{ calls: '7', amount: '0.000000807', ledgerAmount: '0' },
      sections: [
        { courseName: 'Atoms', costCentre: 'Physics', amount: '0.0000005', lines: [{ modelName: 'demo/vision' }] },
        { courseName: 'Optics', amount: '0.0000003', calls: '5', lines: [{ modelName: 'demo/chat', calls: '5' }] },
        { courseName: null, costCentre: null, calls: '1' },
      ],
    })
  })

  it('the last month in which something was posted is told to staff', async () => {
    const NEWEST = '{ newestStatementPeriod }'
    expect(await finance.data(NEWEST)).toEqual({ newestStatementPeriod: '2026-09' })
    expect((await student.ask(NEWEST)).errors[0]?.extensions.code).toBe('FORBIDDEN')
  })

  it('of an account: what was there, what moved, what is left', async () => {
    const { me } = await student.data('{ me { wallet { id } } }')
    await withClient(servers.urls.owner, async (db) => {
      const post = (period: string, kind: string, amount: number) =>
        db.query(
          `WITH t AS (INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
             VALUES (gen_random_uuid(), $1, gen_random_uuid()::text, ($2 || '-15')::date, $2, '{}') RETURNING id)
           INSERT INTO ledger_entry (txn_id, account_id, amount)
           SELECT id, leg.account_id, leg.amount FROM t CROSS JOIN LATERAL
             (VALUES ($3::uuid, $4::bigint), ('00000000-0000-0000-0000-000000000002', -$4::bigint)) AS leg(account_id, amount)`,
          [kind, period, me.wallet.id, amount],
        )
      await post('2026-08', 'grant', 100)
      await post('2026-09', 'grant', 50)
      await post('2026-09', 'usage', -30)
      await post('2026-10', 'usage', -1)
    })
    const { accountStatement } = await student.data(
      '{ accountStatement(period: "2026-09") { opening closing lines { kind count amount } account { kind } } }',
    )
    expect(accountStatement).toEqual({
      ...{ opening: '0.0000001', closing: '0.00000012', account: { kind: 'WALLET' } },
      lines: [
        { kind: 'grant', count: '1', amount: '0.00000005' },
        { kind: 'usage', count: '1', amount: '-0.00000003' },
      ],
    })
  })

  it('the ledger’s side is what revenue got in the period, folded or not', async () => {
    const amount = async (period: string) => (await finance.data(STATEMENT, { period })).statement.ledgerAmount
    const { me } = await student.data('{ me { wallet { id } } }')
    const post = (kind: string, amount: number) =>
      withClient(servers.urls.billing, (db) =>
        db.query(
          `WITH t AS (INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
             VALUES (gen_random_uuid(), $1, gen_random_uuid()::text, '2026-07-31', '2026-07', '{}') RETURNING id)
           INSERT INTO ledger_entry (txn_id, account_id, amount)
           SELECT id, leg.account_id, leg.amount FROM t CROSS JOIN LATERAL
             (VALUES ($2::uuid, -$3::bigint), ('00000000-0000-0000-0000-000000000001', $3::bigint)) AS leg(account_id, amount)`,
          [kind, me.wallet.id, amount],
        ),
      )
    await post('usage', 900)
    await withClient(servers.urls.billing, (db) => db.query('SELECT fold_revenue()'))
    await post('refund', -100)
    await post('adjustment', 7)
    expect(await amount('2026-07')).toBe('0.0000008')
    expect(await amount('2026-06')).toBe('0')
  })

  it('are staff’s, of months that can be; G4: finance grants nothing', async () => {
    const code = async (client: TestClient, query: string, variables: Record<string, unknown> = {}) =>
      (await client.ask(query, variables)).errors?.[0]?.extensions.code
    expect(await code(student, STATEMENT, { period: '2026-09' })).toBe('FORBIDDEN')
    expect(await code(root, STATEMENT, { period: '2026-13' })).toBe('BAD_USER_INPUT')
    const wallet = (await root.data('{ me { wallet { id } } }')).me.wallet.id
    expect(await code(student, `{ accountStatement(period: "2026-09", accountId: "${wallet}") { closing } }`)).toBe(
      'NOT_FOUND',
    )
    const { me } = await student.data('{ me { id } }')
    const input = { userId: me.id, amount: '1', reason: 'x', idempotencyKey: randomUUID() }
    expect(
      await code(finance, 'mutation ($input: GrantInput!) { grant(input: $input) { problems { code } } }', { input }),
    ).toBe('FORBIDDEN')
  })
})
