import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWithBilling, startAppWithBilling } from '../../testing/app-with-billing.js'
import type { FakeBilling } from '../../testing/fake-billing.js'
import { type TestApp, withClient } from '../../testing/test-app.js'
import { createTestClient, type Json, type TestClient } from '../../testing/test-client.js'

const APPLY = `mutation ($input: ApplyStateInput!) {
  applyState(input: $input) { changes { action kind name detail } mintedKeys { username name secret } problems { code message path } }
}`
const CREATE_TOKEN = 'mutation { createPersonalAccessToken(input: { name: "state" }) { secret problems { code } } }'
const GIVEN_KEY = 'sk-demo-key-for-the-first-student'

let stack: AppWithBilling
let app: TestApp
let billing: FakeBilling
let root: TestClient
beforeAll(async () => {
  stack = await startAppWithBilling()
  ;({ app, billing } = stack)
  const { secret } = await stack.root.done(CREATE_TOKEN)
  root = createTestClient(app.url, { token: secret })
})
afterAll(() => stack?.close())

const apply = async (state: unknown, options: { dryRun?: boolean; dev?: boolean } = {}, client = root) => {
  const input = { state: JSON.stringify(state), dryRun: false, dev: true, ...options }
  return (await client.data(APPLY, { input })).applyState as Json
}

/** An installation in one file, secrets resolved. */
const EXAMPLE = {
  version: 1,
  settings: {
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    registration: { usernamePattern: '^\\d{10}$' },
    routing: { maxRetries: 2, cooldown: true, autoDisable: true },
    limits: { enabled: true },
  },
  groups: [{ name: 'default' }, { name: 'vip', ratio: '1.5' }],
  models: [
    {
      name: 'deepseek-ai/DeepSeek-V3',
      provider: 'DeepSeek',
      abilities: ['tools', 'json'],
      contextTokens: 65536,
      maxOutputTokens: 8192,
      groups: ['default', 'vip'],
      price: { inputPerMillion: '2', outputPerMillion: '8', cacheReadPerMillion: '0.5', perRequest: '0' },
    },
  ],
  channels: [
    {
      name: 'silicon',
      type: 'openai-compatible',
      baseUrl: 'https://api.siliconflow.cn/v1',
      keys: ['upstream-canary-1', 'upstream-canary-2'],
      models: ['deepseek-ai/DeepSeek-V3'],
      modelMapping: { 'claude-3-opus-20240229': 'deepseek-ai/DeepSeek-V3' },
      priority: 10,
      weight: 1,
      groups: ['default', 'vip'],
      isActive: true,
      schedulable: true,
      settings: { onClientAbort: 'auto', timeoutMs: 600000 },
    },
  ],
  egressAllow: ['192.168.1.100:8000'],
  courses: [
    {
      name: 'Optics 2026',
      joinCode: 'optics-join-code',
      startsOn: '2026-02-23',
      endsOn: '2026-07-05',
      allowance: '30',
      costCentre: 'PHY-101',
      assistants: ['1900000001'],
    },
  ],
  users: [
    { username: '1900000001', role: 'student' },
    {
      username: '2200011111',
      role: 'student',
      groups: ['default', 'vip'],
      password: 'password-canary-1',
      grants: [{ amount: '10', idempotencyKey: 'autumn-2026-2200011111' }],
      keys: [
        { name: 'laptop', group: 'vip', value: GIVEN_KEY },
        { name: 'minted', group: 'default' },
      ],
    },
  ],
}
const withModel = (change: Record<string, unknown>) => ({ ...EXAMPLE, models: [{ ...EXAMPLE.models[0], ...change }] })

describe('applying a state file', () => {
  it('a dry run says what would change and changes nothing', async () => {
    const outcome = await apply(EXAMPLE, { dryRun: true })
    expect(outcome.problems).toEqual([])
    expect(outcome.mintedKeys).toEqual([])
    expect(outcome.changes.map((change: Json) => `${change.action} ${change.kind} ${change.name}`)).toEqual([
      'update settings settings',
      'create group vip',
      'create model deepseek-ai/DeepSeek-V3',
      'create price deepseek-ai/DeepSeek-V3',
      'create channel silicon',
      'create user 1900000001',
      'create user 2200011111',
      'create key 2200011111/laptop',
      'create key 2200011111/minted',
      'create course Optics 2026',
      'update course-member Optics 2026',
      'grant grant 2200011111',
    ])
    expect(await root.data('{ models { totalCount } channels { totalCount } users { totalCount } }')).toEqual({
      models: { totalCount: 0 },
      channels: { totalCount: 0 },
      users: { totalCount: 1 },
    })
    expect(billing.asked).toEqual([])
  })

  it('makes all of it, mints keys once, books grants once', async () => {
    const outcome = await apply(EXAMPLE)
    expect(outcome.problems).toEqual([])
    expect(outcome.changes).toHaveLength(12)
    expect(outcome.mintedKeys).toEqual([
      { username: '2200011111', name: 'minted', secret: expect.stringMatching(/^sk-u/) },
    ])
    expect(billing.asked).toHaveLength(1)
    const student = app.visitor()
    await student.logIn('2200011111', 'password-canary-1')
    const seen = await student.data(
      `{ me { groups { name } } models(filter: { usable: true }) { nodes { name price { inputPerMillion cacheReadPerMillion } myPrice { group { name } inputPerMillion } } }
         apiKeys(filter: { kind: SECRET }) { nodes { name group { name } state } } }`,
    )
    expect(seen).toEqual({
      me: { groups: [{ name: 'default' }, { name: 'vip' }] },
      models: {
        nodes: [
          {
            name: 'deepseek-ai/DeepSeek-V3',
            price: { inputPerMillion: '2', cacheReadPerMillion: '0.5' },
            myPrice: { group: { name: 'default' }, inputPerMillion: '2' },
          },
        ],
      },
      apiKeys: { nodes: expect.arrayContaining([{ name: 'laptop', group: { name: 'vip' }, state: 'ACTIVE' }]) },
    })
  })

  it('applied again it changes nothing: also no key, no price version, no second grant', async () => {
    for (const dryRun of [true, false]) {
      const outcome = await apply(EXAMPLE, { dryRun })
      // the fake billing posts nothing to the ledger: a dry run cannot know that the grant was booked
      expect(outcome.changes.filter((change: Json) => change.kind !== 'grant' || !dryRun)).toEqual([])
      expect(outcome.mintedKeys).toEqual([])
    }
    const { model } = await root.data('{ model(name: "deepseek-ai/DeepSeek-V3") { prices { id } } }')
    expect(model.prices).toHaveLength(1)
  })

  it('a changed price is a new version, a changed field an update, secrets are not in the diff', async () => {
    const dearer = await apply(
      withModel({ maxOutputTokens: 4096, price: { inputPerMillion: '3', outputPerMillion: '8' } }),
    )
    expect(dearer.changes).toEqual([
      { action: 'update', kind: 'model', name: 'deepseek-ai/DeepSeek-V3', detail: 'maxOutputTokens: 8192 → 4096' },
      {
        action: 'update',
        kind: 'price',
        name: 'deepseek-ai/DeepSeek-V3',
        detail: 'inputPerMillionNanos; cacheReadPerMillionNanos',
      },
    ])
    const [channel] = EXAMPLE.channels
    const rotated = await apply({
      version: 1,
      channels: [{ ...channel, keys: ['upstream-canary-3'] }],
      courses: [{ name: 'Optics 2026', joinCode: 'another-join-code' }],
    })
    expect(rotated.changes).toEqual([
      { action: 'update', kind: 'channel', name: 'silicon', detail: 'keys replaced' },
      expect.objectContaining({ kind: 'course' }),
    ])
    expect(JSON.stringify(rotated)).not.toMatch(/canary|join-code/)
  })

  it('a course has its days, allowance and cost centre, and its pool by name, where one pool has it', async () => {
    const poolId = randomUUID()
    const addPool = (id: string, name: string) =>
      stack.sql(`INSERT INTO account (id, kind, name) VALUES ($1, 'pool', $2)`, [id, name])
    await addPool(poolId, 'Optics money')
    for (const id of [randomUUID(), randomUUID()]) await addPool(id, 'Twins')
    const course = (pool: string | null) => ({ version: 1, courses: [{ name: 'Optics 2026', pool }] })
    expect((await apply(course('Optics money'))).changes).toMatchObject([{ kind: 'course', name: 'Optics 2026' }])
    const { courses } = await root.data('{ courses { nodes { startsOn endsOn allowance costCentre poolAccountId } } }')
    expect(courses.nodes).toEqual([
      { startsOn: '2026-02-23', endsOn: '2026-07-05', allowance: '30', costCentre: 'PHY-101', poolAccountId: poolId },
    ])
    expect((await apply(course('Twins'))).problems).toMatchObject([{ path: ['courses', '0', 'pool'] }])
    expect((await apply(course(null))).changes).toHaveLength(1)
  })

  it('nobody’s password is set by a file that is applied again', async () => {
    await apply({ version: 1, users: [{ username: '2200011111', password: 'another password' }] })
    const answer = await app.visitor().logIn('2200011111', 'another password')
    expect(answer.data.logIn.problems).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
  })
})

describe('what is wrong with a file', () => {
  it('is told all at once, with its place', async () => {
    const outcome = await apply({
      version: 1,
      groups: [{ name: 'a', ratio: 'high' }, { name: 'a' }],
      models: [
        { name: 'm', price: { inputPerMillion: 2, outputPerMillion: '1e3' } },
        { name: 'n', modal: 1 },
      ],
      users: [{ username: 'x', password: 'short' }],
    })
    const paths = outcome.problems.map((problem: Json) => problem.path.join('.'))
    expect(paths).toEqual(
      expect.arrayContaining([
        'models.0.price.inputPerMillion',
        'models.0.price.outputPerMillion',
        'models.1',
        'users.0.password',
      ]),
    )
    expect(outcome.changes).toEqual([])
  })

  it('semantic errors of several parts come together, and nothing of the file is applied', async () => {
    const outcome = await apply({
      version: 1,
      groups: [{ name: 'orphan group', ratio: 'high' }],
      models: [
        { name: 'm', groups: ['nowhere'] },
        { name: 'n', abilities: ['flying'] },
      ],
      channels: [{ name: 'c', baseUrl: 'ftp://x', groups: ['default'] }],
      courses: [
        { name: 'k', assistants: ['nobody'] },
        { name: 'l', pool: 'no such pool' },
      ],
      users: [
        {
          username: 'new-user',
          keys: [
            { name: 'k', value: 'too-short' },
            { name: 'l', group: 'vip' },
          ],
        },
      ],
    })
    const paths = outcome.problems.map((problem: Json) => problem.path.join('.'))
    expect(paths.toSorted()).toEqual(
      [
        'groups.0.ratio',
        'models.0.groups.0',
        'models.1.abilities.0',
        'channels.0.baseUrl',
        'courses.0.assistants.0',
        'courses.1.pool',
        'users.0.keys.0.value',
        'users.0.keys.1.groupId',
      ].toSorted(),
    )
    const { users } = await root.data('{ users(filter: { search: "new-user" }) { totalCount } }')
    expect(users.totalCount).toBe(0)
  })

  it.each([['not json at all'], ['[]'], ['{"version":2}']])('%s', async (state) => {
    const { applyState } = await root.data(APPLY, { input: { state, dryRun: false } })
    expect(applyState.problems.length).toBeGreaterThan(0)
  })

  it('given keys need dev', async () => {
    const outcome = await apply(
      { version: 1, users: [{ username: '2200011111', keys: [{ name: 'x', value: GIVEN_KEY }] }] },
      { dev: false },
    )
    expect(outcome.problems).toMatchObject([{ path: ['users', '0', 'keys', '0', 'value'] }])
  })
})

describe('who may apply', () => {
  it('students not at all; admins neither given keys, nor admins, nor private addresses', async () => {
    await apply({ version: 1, users: [{ username: 'helper', role: 'admin', password: 'password of helper' }] })
    const [student, helper] = [app.visitor(), app.visitor()]
    await student.logIn('2200011111', 'password-canary-1')
    await helper.logIn('helper', 'password of helper')
    const codeOf = async (client: TestClient, state: unknown, dev = false) => {
      const answer = await client.ask(APPLY, { input: { state: JSON.stringify(state), dryRun: false, dev } })
      return answer.errors[0]?.extensions.code
    }
    expect(await codeOf(student, { version: 1 })).toBe('FORBIDDEN')
    expect(await codeOf(helper, { version: 1 })).toBeUndefined()
    expect(await codeOf(helper, { version: 1 }, true)).toBe('FORBIDDEN')
    expect(await codeOf(helper, { version: 1, egressAllow: [] })).toBe('FORBIDDEN')
    expect(await codeOf(helper, { version: 1, users: [{ username: 'boss', role: 'root' }] })).toBe('FORBIDDEN')
  })

  it('K01 P0: no secret of a file reaches the audit log', async () => {
    const [row] = await stack.sql('SELECT string_agg(a::text, $1) AS text FROM audit_log a', ['\n'])
    expect(row.text).not.toMatch(/canary|join-code|key-for-the-first-student/)
  })
})

it('a file that says nothing of the settings does not wait for another that changes them', async () => {
  await withClient(stack.servers.urls.owner, async (other) => {
    await other.query('BEGIN')
    await other.query('SELECT 1 FROM setting FOR UPDATE')
    const users = [{ username: '2200099999', role: 'student', groups: ['default'] }]
    expect(await apply({ version: 1, users })).toMatchObject({ problems: [], changes: [{ action: 'create' }] })
    await other.query('ROLLBACK')
  })
})
