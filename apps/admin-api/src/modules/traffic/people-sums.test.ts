import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Json } from '../../testing/test-client.js'
import { startTestStack, type TestStack } from '../../testing/test-stack.js'
import type { Days } from './sum-spans.js'

// What people come to, from sums that are kept and found by what they are sorted by, beside their hours added up the slow way.

const ROWS = `query ($dimension: TrafficDimension!, $filter: TrafficFilter!, $first: Int, $after: String, $sort: TrafficSort) {
  trafficBy(dimension: $dimension, filter: $filter, first: $first, after: $after, sort: $sort) {
    totalCount nodes { id calls failedCalls inputTokens outputTokens amount } pageInfo { hasNextPage endCursor } } }`
const CREATE_KEY =
  'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } problems { code } } }'

let stack: TestStack
const channels = [randomUUID(), randomUUID()]
const models = [randomUUID(), randomUUID(), randomUUID()]
let today: string

/** Calls of three people in spring and today, in hours and folded, as billing leaves them. */
beforeAll(async () => {
  stack = await startTestStack()
  const people = []
  for (const username of ['ann', 'bob', 'eve']) {
    const { id, client } = await stack.addUser(username)
    people.push({ userId: id, keyId: (await client.done(CREATE_KEY, { input: { name: 'spring' } })).apiKey.id })
  }
  const ids = [people.map(({ userId }) => userId), people.map(({ keyId }) => keyId), channels, models]
  const [clock] = await stack.sql('SELECT (now() AT TIME ZONE time_zone)::date::text AS today FROM setting')
  today = clock.today
  await stack.sql(
    `WITH call AS MATERIALIZED (
       SELECT i, CASE WHEN i < 40 THEN date '2025-02-20' + 2 * i ELSE $5::date END AS day, ($1::uuid[])[1 + i % 3] AS user_id,
         ($2::uuid[])[1 + i % 3] AS key_id, ($3::uuid[])[1 + i / 3 % 2] AS channel_id, ($4::uuid[])[1 + i / 2 % 3] AS model_id,
         3 + i % 4 AS calls, i % 2 AS failed, i * 7 % 13 AS input, i % 3 AS read, i % 5 AS written, i * 5 % 11 AS output,
         i % 6 AS reasoning, i * 37 % 101 * 1000 AS amount
       FROM generate_series(0, 49) i
     ), hours AS (
       INSERT INTO usage_hourly (hour, occurred_on, user_id, key_id, model_id, channel_id, calls, failed_calls, input_tokens,
         cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
       SELECT day + i * interval '1 minute', day, user_id, key_id, model_id, channel_id, calls, failed, input, read, written, output,
         reasoning, amount FROM call
     )
     INSERT INTO usage_delta (period, hour, occurred_on, key_id, model_id, channel_id, outcome, calls, input_tokens,
       cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
     SELECT '2025-05', day, day, key_id, model_id, channel_id, 'completed', calls - failed, input, read, written, output,
       reasoning, amount FROM call
     UNION ALL SELECT '2025-05', day, day, key_id, model_id, channel_id, 'aborted', failed, 0, 0, 0, 0, 0, 0 FROM call`,
    [...ids, today],
  )
  await stack.sql('DELETE FROM usage_delta')
})
afterAll(() => stack?.close())

/** Added up the slow way. */
async function expected(id: string, { from, to }: Days, where: string, order = 'amount DESC'): Promise<Json[]> {
  const found = await stack.sql(
    `SELECT ${id} AS id, sum(calls)::text AS calls, sum(failed_calls)::text AS "failedCalls",
         sum(input_tokens + cache_read_tokens + cache_write_tokens)::text AS "inputTokens",
         sum(output_tokens + reasoning_tokens)::text AS "outputTokens", sum(amount_nanos)::float8 AS amount
       FROM usage_hourly WHERE occurred_on BETWEEN $1 AND $2 AND ${where} GROUP BY 1`,
    [from, to],
  )
  const [field = '', direction] = order.split(' ')
  const valueIn = (row: Record<string, unknown>) =>
    field === 'tokens' ? Number(row.inputTokens) + Number(row.outputTokens) : Number(row[field])
  const rows = found.toSorted((a, b) => valueIn(a) - valueIn(b) || (a.id < b.id ? -1 : 1))
  return direction === 'DESC' ? rows.toReversed() : rows
}
const rows = async (dimension: string, more: object) => (await stack.root.data(ROWS, { dimension, ...more })).trafficBy
const told = (nodes: { [name: string]: unknown; amount: string }[]) =>
  nodes.map(({ amount, ...sums }) => ({
    ...sums,
    amount: Math.round(Number(amount) * 1e9),
  }))

it('by user of a channel and of a model, whichever days begin and end the time', async () => {
  const someDaysAgo = new Date(Date.parse(today) - 60 * 86_400_000).toISOString().slice(0, 10)
  const times = [
    { from: '2025-03-01', to: '2025-04-30' },
    { from: '2025-02-20', to: '2025-05-09' },
    { from: '2025-04-01', to: '2025-05-03' },
    { from: someDaysAgo, to: today },
  ]
  for (const days of times)
    for (const [name, column, id] of [
      ['channelId', 'channel_id', channels[0]],
      ['modelId', 'model_id', models[1]],
    ]) {
      const sums = await expected('user_id', days, `${column} = '${id}'`)
      expect(sums.length).toBeGreaterThan(0)
      const found = await rows('USER', { filter: { ...days, [name ?? '']: id } })
      expect(told(found.nodes), `${name} ${days.from} ${days.to}`).toEqual(sums)
      expect(found.totalCount).toBe(sums.length)
    }
  const both = { from: '2025-03-01', to: '2025-04-30', channelId: channels[0], modelId: models[1] }
  expect(told((await rows('USER', { filter: both })).nodes)).toEqual(
    await expected('user_id', both, `channel_id = '${both.channelId}' AND model_id = '${both.modelId}'`),
  )
})

it('by user and by key of everybody, in every order, page by page', async () => {
  const days = { from: '2025-02-25', to: '2025-05-03' }
  for (const [dimension, id, field, direction] of [
    ['USER', 'user_id', 'AMOUNT', 'DESC'],
    ['USER', 'user_id', 'CALLS', 'ASC'],
    ['API_KEY', 'key_id', 'TOKENS', 'DESC'],
    ['API_KEY', 'key_id', 'AMOUNT', 'ASC'],
  ] as const) {
    const nodes = []
    let after: string | null = null
    do {
      const page = await rows(dimension, { filter: days, first: 2, after, sort: { field, direction } })
      expect(page.totalCount).toBe(3)
      nodes.push(...page.nodes)
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    const sums = await expected(id, days, 'true', `${field.toLowerCase()} ${direction}`)
    expect(told(nodes), `${dimension} by ${field} ${direction}`).toEqual(sums)
  }
})
