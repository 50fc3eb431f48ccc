import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IdPlace, idPlacesOf, operationAt, readSchema } from '../testing/id-places.js'
import { startTestApp, startTestServers, type TestApp, type TestServers, withClient } from '../testing/test-app.js'
import type { GraphqlAnswer, Json, TestClient } from '../testing/test-client.js'
import { IDOR_TABLE, ROLES, type RoleName } from './idor-table.js'

const PASSWORD = 'correct horse battery'
const CREATE_USER = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id wallet { id } } problems { code message } } }`
const KEEP = 'mutation { setConversationKeeping(input: { isOn: true }) { problems { code } } }'
const SAVE =
  'mutation ($input: SaveConversationInput!) { saveConversation(input: $input) { conversation { id } problems { code message } } }'
const PLACES = idPlacesOf(readSchema())

let servers: TestServers
let app: TestApp
let root: TestClient
const askers = new Map<RoleName, TestClient>()
/** Objects of another student and, for admins, of root. */
const victims = { student: new Map<string, string>(), root: new Map<string, string>() }

beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
  const group = await root.done(
    `mutation { createGroup(input: { name: "vip", ratio: "1" }) { group { id } problems { code } } }`,
  )
  const course = async (name: string) =>
    (
      await root.done(
        `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { id } problems { code } } }`,
        {
          input: { name },
        },
      )
    ).course.id as string
  const [theirs, mine] = [await course('Theirs'), await course('Mine')]
  const somebody = async (username: string, role: string, more: Json = {}) =>
    (await root.done(CREATE_USER, { input: { username, role, password: PASSWORD, ...more } })).user
  const owner = await somebody('victim', 'STUDENT', { groupIds: [group.group.id] })
  const assistant = await somebody('assistant', 'STUDENT')
  await somebody('student', 'STUDENT')
  await somebody('finance', 'FINANCE')
  await somebody('admin', 'ADMIN')
  const join = `mutation ($input: SetCourseMemberInput!) { setCourseMember(input: $input) { problems { code } } }`
  await root.done(join, { input: { courseId: theirs, userId: owner.id, role: 'ASSISTANT' } })
  await root.done(join, { input: { courseId: mine, userId: assistant.id, role: 'ASSISTANT' } })
  askers.set('visitor', app.visitor())
  for (const role of ['student', 'assistant', 'finance', 'admin'] as const)
    askers.set(role, await withOwnKey(role, mine))
  const victim = await app.newcomer('victim', PASSWORD)
  const me = (await root.data('{ me { id wallet { id } } }')).me
  const shared = { group: group.group.id, course: theirs, pool: randomUUID(), ...(await staffObjects()) }
  await addObjects(victims.student, victim, { ...shared, user: owner.id, account: owner.wallet.id })
  await addObjects(victims.root, root, { ...shared, user: me.id, account: me.wallet.id })
  await withClient(servers.urls.billing, async (db) => {
    await db.query(`INSERT INTO account (id, kind, name, owner_user_id) VALUES ($1, 'pool', 'Theirs', $2)`, [
      shared.pool,
      owner.id,
    ])
    for (const { id, wallet } of [owner, me])
      await db.query(`INSERT INTO account (id, kind, owner_user_id) VALUES ($1, 'wallet', $2) ON CONFLICT DO NOTHING`, [
        wallet.id,
        id,
      ])
  })
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})

async function withOwnKey(role: RoleName, courseId: string): Promise<TestClient> {
  const client = await app.newcomer(role, PASSWORD)
  const { apiKey } = await client.done(
    `mutation { createApiKey(input: { name: "own" }) { apiKey { id } problems { code } } }`,
  )
  await client.done(KEEP)
  ownObjects.set(role, new Map([['key', apiKey.id], ...(role === 'assistant' ? [['course', courseId] as const] : [])]))
  return client
}

/** What only staff have to do with. */
async function staffObjects(): Promise<Record<string, string>> {
  const { createModel } = await root.data(
    `mutation { createModel(input: { name: "hidden", groupIds: [] }) { model { id } problems { code } } }`,
  )
  const { createChannel } = await root.data(
    `mutation ($input: CreateChannelInput!) { createChannel(input: $input) { channel { id keys { id } } problems { code message } } }`,
    {
      input: {
        name: 'c',
        type: 'OPENAI_COMPATIBLE',
        baseUrl: 'https://api.example.com/v1',
        keys: ['k-e-y'],
        models: ['hidden'],
        groupIds: [],
      },
    },
  )
  return {
    model: createModel.model.id,
    channel: createChannel.channel.id,
    channelKey: createChannel.channel.keys[0].id,
    batch: randomUUID(),
    letter: randomUUID(),
    correction: randomUUID(),
    limit: randomUUID(),
    node: randomUUID(),
  }
}

/** A key, a session, a token, a call and a roster import of this person. */
async function addObjects(into: Map<string, string>, client: TestClient, more: Record<string, string>): Promise<void> {
  const key = await client.done(`mutation { createApiKey(input: { name: "k" }) { apiKey { id } problems { code } } }`)
  const token = await client.done(
    `mutation { createPersonalAccessToken(input: { name: "t" }) { token { id } problems { code } } }`,
  )
  await client.done(KEEP)
  const { conversation } = await client.done(SAVE, {
    input: { title: 't', parameters: {}, lanes: [{ messages: [] }] },
  })
  const { mySessions } = await client.data('{ mySessions { id } }')
  const [requestId, importId] = [randomUUID(), randomUUID()]
  await withClient(servers.urls.owner, async (db) => {
    await db.query(
      `INSERT INTO roster_import (id, course_id, actor_user_id, file_hash, state, row_count, report)
       VALUES ($1, $2, $3, 'x', 'done', 0, '[]')`,
      [importId, more.course, more.user],
    )
    await db.query(
      `INSERT INTO ledger_txn (id, request_id, kind, idem_key, occurred_on, period, meta)
       VALUES (gen_random_uuid(), $1, 'usage', $2, '2026-09-02', '2026-09', '{}')`,
      [requestId, `usage:${requestId}`],
    )
    await db.query(
      `INSERT INTO usage_record (request_id, txn_id, admitted_at, occurred_on, user_id, key_id, group_id, payer_id, model_id, model_name, ratio,
         input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
         reserved_nanos, amount_nanos, provenance, status, dialect, is_streamed, attempts, duration_ms, steps_ms, node_id)
       SELECT $1, id, now(), '2026-09-02', $2, $3, gen_random_uuid(), $4, gen_random_uuid(), 'm', 1, 1, 0, 0, 0, 1, 0, 1, 1, 'reported', 'completed',
         'openai-chat', false, 1, 1, '{}', 'g1' FROM ledger_txn WHERE request_id = $1`,
      [requestId, more.user, key.apiKey.id, more.account],
    )
  })
  const own = {
    key: key.apiKey.id,
    token: token.token.id,
    session: mySessions[0].id,
    request: requestId,
    import: importId,
    talk: conversation.id,
  }
  for (const [name, id] of Object.entries({ ...more, ...own })) into.set(name, id)
}

/** What the asker has himself: a key; an assistant, a course. */
const ownObjects = new Map<RoleName, Map<string, string>>()
const ownOf =
  (role: RoleName) =>
  (kind: string): string =>
    ownObjects.get(role)?.get(kind) ?? randomUUID()

const victimFor = (role: RoleName, kind: string): string =>
  (role === 'admin' ? victims.root : victims.student).get(kind) ?? ''

/** The code that an answer begins with. */
function codeOf(answer: GraphqlAnswer): string {
  const payload =
    answer.data === undefined || answer.data === null ? undefined : (Object.values(answer.data)[0] as Json)
  return answer.errors[0]?.extensions.code ?? payload?.problems?.[0]?.code ?? 'nothing'
}

/** The answer without the id that it may repeat. */
const textOf = (answer: GraphqlAnswer, id: string): string =>
  answer.text.replaceAll(id, 'ID').replaceAll(/"requestId":"[^"]*"/g, '')

async function answerTo(role: RoleName, place: IdPlace, id: string): Promise<GraphqlAnswer> {
  const client = askers.get(role)
  if (client === undefined) throw new Error('nobody asks')
  const { query, variables } = operationAt(place, id, IDOR_TABLE[place.name]?.more?.(ownOf(role)))
  return client.ask(query, variables)
}

describe('IDOR: ids of others', () => {
  it('every place of the schema that takes an id is in the table, and no other', () => {
    expect(Object.keys(IDOR_TABLE).toSorted()).toEqual(PLACES.map(({ name }) => name).toSorted())
  })

  describe.each(PLACES)('$name', (place) => {
    it.each(ROLES)('%s', async (role) => {
      const row = IDOR_TABLE[place.name]
      const wanted = row?.[role]
      if (row === undefined || wanted === 'may') return
      const id = victimFor(role, row.of)
      expect(id, `an object of kind ${row.of}`).not.toBe('')
      const random = randomUUID()
      const [theirs, nobodys] = [await answerTo(role, place, id), await answerTo(role, place, random)]
      expect(codeOf(theirs), theirs.text).toBe(wanted === 'visible' ? 'FORBIDDEN' : wanted)
      if (wanted !== 'visible') expect(textOf(theirs, id)).toBe(textOf(nobodys, random))
    })
  })
})
