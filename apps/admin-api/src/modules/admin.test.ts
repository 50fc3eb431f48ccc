import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type FakeBilling, startFakeBilling } from '../testing/fake-billing.js'
import { NATS_PASSWORDS, ROOT, type TestApp } from '../testing/test-app.js'
import type { Json, TestClient } from '../testing/test-client.js'
import { FIRST_PASSWORD, startTestStack, type TestStack } from '../testing/test-stack.js'

const CREATE_USER =
  'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id version } problems { code } } }'
const CREATE_KEY =
  'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id prefix lastFour } secret problems { code path message } } }'
const CREATE_CHANNEL =
  'mutation ($input: CreateChannelInput!) { createChannel(input: $input) { channel { id version baseUrl keys { id lastFour } } problems { code path message } } }'
const UPDATE_CHANNEL =
  'mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { channel { id version baseUrl name keys { id lastFour } } problems { code path message } } }'
const GRANT =
  'mutation ($input: GrantInput!) { grant(input: $input) { transactionId isRepeat account { balance available } problems { code path } } }'

let stack: TestStack
let app: TestApp
let billing: FakeBilling
let root: TestClient
const clients: Record<string, TestClient> = {}
const ids: Record<string, string> = {}
let vipId: string
let defaultId: string

beforeAll(async () => {
  stack = await startTestStack()
  ;({ app, root } = stack)
  billing = await newBilling()
  const me = await root.data('{ me { id } groups { nodes { id name } } }')
  ids.root = me.me.id
  defaultId = me.groups.nodes[0].id
  vipId = (
    await root.done('mutation { createGroup(input: { name: "vip", ratio: "1.5" }) { group { id } problems { code } } }')
  ).group.id
  for (const role of ['STUDENT', 'FINANCE', 'ADMIN'] as const) {
    const username = role.toLowerCase()
    const { id, client } = await stack.addUser(username, role)
    ids[username] = id
    clients[username] = client
  }
})
afterAll(async () => {
  await billing?.close()
  await stack?.close()
})

const newBilling = () => startFakeBilling({ url: stack.servers.nats.url, password: NATS_PASSWORDS.billing })

const as = (username: string): TestClient => clients[username] ?? root
const codeOf = async (client: TestClient, query: string, variables?: Record<string, unknown>) => {
  const answer = await client.ask(query, variables)
  return answer.errors[0]?.extensions.code ?? (Object.values(answer.data)[0] as Json)?.problems?.[0]?.code
}
const channelInput = (change: Record<string, unknown> = {}) => ({
  name: `channel ${randomUUID()}`,
  type: 'OPENAI_COMPATIBLE',
  baseUrl: 'https://api.example.com/v1',
  keys: ['upstream-secret-canary-1'],
  models: ['m'],
  groupIds: [],
  ...change,
})

describe('who may do what', () => {
  const READS = ['users { totalCount }', 'channels { totalCount }', 'settings { currency }', 'auditLog { totalCount }']
  it.each(READS)('a student may not read %s', async (field) => {
    expect(await codeOf(as('student'), `{ ${field} }`)).toBe('FORBIDDEN')
    expect(await codeOf(app.visitor(), `{ ${field} }`)).toBe('UNAUTHENTICATED')
  })

  it('G4: finance reads users and everybody’s usage, not channels, and grants nothing', async () => {
    await as('finance').data('{ users { totalCount } usage { totalCount } ledgerTransactions { totalCount } }')
    expect(await codeOf(as('finance'), '{ channels { totalCount } }')).toBe('FORBIDDEN')
    const input = { userId: ids.student, amount: '1', reason: 'r', idempotencyKey: randomUUID() }
    expect(await codeOf(as('finance'), GRANT, { input })).toBe('FORBIDDEN')
  })

  it('only root makes admins, touches them, and allows private addresses', async () => {
    expect(await codeOf(as('admin'), CREATE_USER, { input: { username: 'second-admin', role: 'ADMIN' } })).toBe(
      'FORBIDDEN',
    )
    const update = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { problems { code } } }'
    const input = { id: ids.root, version: 1, state: 'DISABLED' }
    expect(['FORBIDDEN', 'CONFLICT']).toContain(await codeOf(as('admin'), update, { input }))
    const version = (await root.data('{ settings { version } }')).settings.version
    const egress =
      'mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { settings { egressAllow } problems { code path } } }'
    expect(await codeOf(as('admin'), egress, { input: { version, egressAllow: ['10.0.0.1:80'] } })).toBe('FORBIDDEN')
    expect(await codeOf(root, egress, { input: { version, egressAllow: ['10.0.0.0/8'] } })).toBe('BAD_USER_INPUT')
    const allow = 'mutation ($input: EgressEntryInput!) { allowEgress(input: $input) { problems { code path } } }'
    const entry = { hostPort: '10.0.0.1:80', password: ROOT.password }
    expect(await codeOf(as('admin'), allow, { input: entry })).toBe('FORBIDDEN')
    await root.done(allow, { input: entry })
  })

  it('the last root stays', async () => {
    const { user } = await root.data('query ($id: ID!) { user(id: $id) { version } }', { id: ids.root })
    const update = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { problems { code } } }'
    expect(await codeOf(root, update, { input: { id: ids.root, version: user.version, role: 'STUDENT' } })).toBe(
      'IN_USE',
    )
  })

  it('A10 P0: nobody below root gives money to himself; amounts are positive', async () => {
    const grant = (client: TestClient, userId: string | undefined, amount: string) =>
      codeOf(client, GRANT, { input: { userId, amount, reason: 'r', idempotencyKey: randomUUID() } })
    expect(await grant(as('admin'), ids.admin, '5')).toBe('FORBIDDEN')
    expect(await grant(as('student'), ids.student, '5')).toBe('FORBIDDEN')
    for (const amount of ['-5', '0', '1e3', '0.0000000001', '99999999999'])
      expect(await grant(as('admin'), ids.student, amount)).toBe('BAD_USER_INPUT')
    expect(billing.asked).toEqual([])
  })

  it('A11 P0: a key for another user, in another’s group, with an end in the past', async () => {
    const create = (client: TestClient, input: Record<string, unknown>) =>
      codeOf(client, CREATE_KEY, { input: { name: 'k', ...input } })
    expect(await create(as('student'), { userId: ids.admin })).toBe('FORBIDDEN')
    expect(await create(as('admin'), { userId: ids.root })).toBe('FORBIDDEN')
    expect(await create(as('student'), { groupId: vipId })).toBe('BAD_USER_INPUT')
    expect(await create(as('student'), { groupId: randomUUID() })).toBe('BAD_USER_INPUT')
    expect(await create(as('student'), { expiresAt: '2020-01-01T00:00:00Z' })).toBe('BAD_USER_INPUT')
    expect(await create(as('student'), { allowedAddresses: ['everywhere'] })).toBe('BAD_USER_INPUT')
    expect(await create(as('admin'), { userId: ids.student })).toBeUndefined()
  })

  it('A08 P0: other people’s objects do not exist', async () => {
    const { apiKey } = await root.done(CREATE_KEY, { input: { name: 'of root' } })
    const student = as('student')
    const revoke = 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { problems { code } } }'
    expect(await codeOf(student, revoke, { id: apiKey.id })).toBe('NOT_FOUND')
    expect(await codeOf(as('admin'), revoke, { id: apiKey.id })).toBe('NOT_FOUND')
    expect(await codeOf(student, 'query ($id: ID!) { user(id: $id) { id } }', { id: ids.root })).toBe('NOT_FOUND')
    expect(
      await codeOf(student, 'query ($id: ID!) { apiKeys(filter: { userId: $id }) { totalCount } }', { id: ids.root }),
    ).toBe('NOT_FOUND')
    expect(
      await codeOf(student, 'query ($id: ID!) { usage(filter: { userId: $id }) { totalCount } }', { id: ids.root }),
    ).toBe('NOT_FOUND')
    expect(await codeOf(student, `{ receipt(requestId: "${randomUUID()}") { amount } }`)).toBe('NOT_FOUND')
    expect(await codeOf(student, `{ ledgerTransactions(accountId: "${randomUUID()}") { totalCount } }`)).toBe(
      'NOT_FOUND',
    )
    const sessions = (await root.data('{ mySessions { id } }')).mySessions
    expect(await codeOf(student, 'mutation ($id: ID!) { revokeSession(id: $id) }', { id: sessions[0].id })).toBe(
      'NOT_FOUND',
    )
  })

  it('A08 P0: a student sees only his own groups and no join code', async () => {
    await root.done(
      'mutation { createCourse(input: { name: "Secret course", joinCode: "canary-join-code" }) { course { id } problems { code } } }',
    )
    const { courses } = await root.data('{ courses { nodes { id name joinCode } } }')
    expect(courses.nodes[0].joinCode).toBe('canary-join-code')
    const member = { courseId: courses.nodes[0].id, userId: ids.student, role: 'STUDENT' }
    const set =
      'mutation ($input: SetCourseMemberInput!) { setCourseMember(input: $input) { course { memberCount } problems { code } } }'
    expect((await root.done(set, { input: member })).course.memberCount).toBe(1)
    const seen = await as('student').data('{ groups { nodes { name } } courses { nodes { name joinCode } } }')
    expect(seen).toEqual({
      groups: { nodes: [{ name: 'default' }] },
      courses: { nodes: [{ name: 'Secret course', joinCode: null }] },
    })
    await root.done(set, { input: { ...member, role: 'ASSISTANT' } })
    expect((await as('student').data('{ courses { nodes { joinCode } } }')).courses.nodes[0].joinCode).toBe(
      'canary-join-code',
    )
  })
})

describe('K01 P0, K02 P0: secrets', () => {
  it('of keys, channels and people stand nowhere in the database and in no later answer', async () => {
    const { secret, apiKey } = await as('student').done(CREATE_KEY, { input: { name: 'canary' } })
    const { channel } = await root.done(CREATE_CHANNEL, { input: channelInput() })
    expect(channel.keys).toEqual([{ id: expect.any(String), lastFour: 'ry-1' }])
    expect(apiKey).toEqual({ id: apiKey.id, prefix: secret.slice(0, 8), lastFour: secret.slice(-4) })
    const session = as('student').cookies.get('tollgate_session') ?? ''
    const dump = await dumpOf(stack)
    expect(dump).toContain(channel.id)
    for (const canary of [secret, secret.slice(4, -6), 'upstream-secret-canary-1', FIRST_PASSWORD, session])
      expect(dump).not.toContain(canary)
    const later = await root.ask(
      `{ channels { nodes { id baseUrl keys { id lastFour health } } } auditLog(first: 100) { nodes { before after } }
         users { nodes { id username } } apiKeys(filter: { userId: "${ids.student}" }) { nodes { id prefix lastFour } } }`,
    )
    expect(later.errors).toEqual([])
    for (const canary of [secret, 'upstream-secret-canary-1', FIRST_PASSWORD]) expect(later.text).not.toContain(canary)
    const audited = later.data.auditLog.nodes.map((entry: { after: string }) => entry.after).join()
    expect(audited).not.toContain('canary-join-code')
  })
})

describe('A17 P1, A18 P1: changes of shared things', () => {
  it('of two admins who edit at once one gets CONFLICT and the present value', async () => {
    const { channel } = await root.done(CREATE_CHANNEL, { input: channelInput() })
    const rename = (name: string) =>
      root.data(UPDATE_CHANNEL, { input: { id: channel.id, version: channel.version, name } })
    const outcomes = await Promise.all([rename(`a ${channel.id}`), rename(`b ${channel.id}`)])
    const payloads = outcomes.map(({ updateChannel }) => updateChannel)
    const winner = payloads.find(({ problems }) => problems.length === 0)
    const loser = payloads.find(({ problems }) => problems.length > 0)
    expect(loser.problems).toMatchObject([{ code: 'CONFLICT' }])
    expect(loser.channel.name).toBe(winner.channel.name)
  })

  it('G3: each leaves who, what, before and after, and where from', async () => {
    const admin = as('admin').at('10.9.8.7')
    const { group } = await admin.done(
      'mutation { createGroup(input: { name: "audited", ratio: "1" }) { group { id version } problems { code } } }',
    )
    await admin.done('mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { problems { code } } }', {
      input: { id: group.id, version: group.version, ratio: '2' },
    })
    const { auditLog } = await root.data(
      `{ auditLog(filter: { targetId: "${group.id}" }) { totalCount nodes { action actorKind actor { username } targetName before after address } } }`,
    )
    expect(auditLog).toEqual({
      totalCount: 2,
      nodes: [
        {
          action: 'group:update',
          actorKind: 'session',
          actor: { username: 'admin' },
          targetName: 'audited',
          before: '{"ratio":"1"}',
          after: '{"ratio":"2"}',
          address: '10.9.8.7',
        },
        expect.objectContaining({ action: 'group:create', before: null }),
      ],
    })
    const found = async (action: string): Promise<string[]> =>
      (
        await root.data(`query ($filter: AuditFilter) { auditLog(first: 100, filter: $filter) { nodes { action } } }`, {
          filter: { action, targetId: group.id },
        })
      ).auditLog.nodes.map((entry: { action: string }) => entry.action)
    expect(await found('group')).toEqual(['group:update', 'group:create'])
    expect(await found('group:u')).toEqual(['group:update'])
    expect(await found('%')).toEqual([])
    expect(await found('_roup')).toEqual([])
  })

  it('a taken name is a conflict, a deleted name can be used again with its old id', async () => {
    const create =
      'mutation { createGroup(input: { name: "again", ratio: "1" }) { group { id version } problems { code } } }'
    const { group } = await root.done(create)
    expect(await codeOf(root, create)).toBe('CONFLICT')
    await root.done(
      'mutation ($id: ID!, $version: Int!) { deleteGroup(id: $id, version: $version) { problems { code } } }',
      group,
    )
    expect((await root.done(create)).group.id).toBe(group.id)
  })

  it('the default group and groups of working keys cannot be deleted', async () => {
    const remove =
      'mutation ($id: ID!, $version: Int!) { deleteGroup(id: $id, version: $version) { problems { code } } }'
    const { groups } = await root.data('{ groups { nodes { id name version } } }')
    const standard = groups.nodes.find((group: Json) => group.id === defaultId)
    expect(await codeOf(root, remove, standard)).toBe('IN_USE')
  })

  it('all or nothing: a channel with a model that is not valid leaves nothing', async () => {
    const name = `half ${randomUUID()}`
    const add =
      'mutation ($input: AddChannelWithModelsInput!) { addChannelWithModels(input: $input) { channel { id } models { id } problems { code path } } }'
    const models = [
      { name, groupIds: [] },
      { name: `${name} 2`, groupIds: [], abilities: ['flying'] },
    ]
    const answer = await root.data(add, { input: { channel: channelInput({ name }), models } })
    expect(answer.addChannelWithModels).toMatchObject({
      channel: null,
      models: [],
      problems: [{ code: 'BAD_USER_INPUT' }],
    })
    const { models: found } = await root.data(
      'query ($search: String) { models(filter: { search: $search }) { totalCount } }',
      { search: name },
    )
    expect(found.totalCount).toBe(0)
  })
})

describe('grants', () => {
  const input = () => ({ userId: ids.student, amount: '12.5', reason: 'autumn', idempotencyKey: randomUUID() })

  it('go to billing in nanos with the actor, once per idempotency key, and are audited once', async () => {
    const grant = input()
    const first = await as('admin').done(GRANT, { input: grant })
    expect(first).toMatchObject({ isRepeat: false, account: { balance: '12.5', available: '12.5' } })
    const second = await as('admin').done(GRANT, { input: grant })
    expect(second).toMatchObject({ isRepeat: true, transactionId: first.transactionId })
    expect(billing.asked.at(-1)).toMatchObject({ amountNanos: '12500000000', actorUserId: ids.admin, reason: 'autumn' })
    const { auditLog } = await root.data(
      '{ auditLog(filter: { action: "grant:create" }) { totalCount nodes { reason } } }',
    )
    expect(auditLog).toEqual({ totalCount: 1, nodes: [{ reason: 'autumn' }] })
  })

  it('refused by billing or not answered, they are problems', async () => {
    billing.refuseWith('account_inactive')
    expect(await codeOf(root, GRANT, { input: input() })).toBe('ACCOUNT_PENDING')
    billing.refuseWith('conflict')
    expect(await codeOf(root, GRANT, { input: input() })).toBe('CONFLICT')
    billing.refuseWith(undefined)
    await billing.close()
    expect(await codeOf(root, GRANT, { input: input() })).toBe('BILLING_UNAVAILABLE')
    billing = await newBilling()
  })
})

describe('A16 P1: lists', () => {
  it('of users with groups, courses and wallets cost a fixed number of statements', async () => {
    for (let i = 0; i < 20; i++)
      await root.done(CREATE_USER, { input: { username: `many-${i}`, role: 'STUDENT', groupIds: [vipId] } })
    const query =
      '{ users(first: 100) { nodes { id groups { name } courses { course { name memberCount } } wallet { balance } } } }'
    const statements = vi.spyOn(pg.Client.prototype, 'query')
    const { users } = await root.data(query)
    const texts = statements.mock.calls.map(([statement]) => JSON.stringify(statement))
    statements.mockRestore()
    expect(users.nodes.length).toBeGreaterThan(20)
    const ofRequest = texts.filter(
      (text) => text.includes('$1') && !text.includes('changed_xid') && !text.includes('ledger_state'),
    )
    expect(ofRequest.length).toBeGreaterThan(4)
    expect(ofRequest.length).toBeLessThanOrEqual(11)
  })
})

/** Every row of every table as text. */
async function dumpOf({ sql }: TestStack): Promise<string> {
  const texts: string[] = []
  for (const { tablename } of await sql(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)) {
    const [table] = await sql(`SELECT COALESCE(string_agg(t::text, E'\\n'), '') AS text FROM "${tablename}" t`)
    texts.push(table.text)
  }
  return texts.join('\n')
}
