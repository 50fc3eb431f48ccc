import 'reflect-metadata'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, startTestServers, type TestApp, type TestServers, withClient } from '../../testing/test-app.js'
import type { TestClient } from '../../testing/test-client.js'
import { MAX_CONVERSATION_BYTES, MAX_CONVERSATIONS } from './conversation-limits.js'
import { ConversationRetentionJob } from './conversation-retention.job.js'

const PASSWORD = 'correct horse battery'
const KEEP =
  'mutation ($isOn: Boolean!) { setConversationKeeping(input: { isOn: $isOn }) { keeping { isOn count } problems { code } } }'
const SAVE =
  'mutation ($input: SaveConversationInput!) { saveConversation(input: $input) { conversation { id version title } problems { code message path } } }'
const RENAME =
  'mutation ($input: RenameConversationInput!) { renameConversation(input: $input) { conversation { id version title } problems { code path } } }'
const DELETE =
  'mutation ($input: DeleteConversationsInput!) { deleteConversations(input: $input) { deletedCount problems { code path } } }'
const LIST =
  'query ($first: Int, $after: String, $search: String) { conversations(first: $first, after: $after, filter: { search: $search }) { nodes { id title version } totalCount pageInfo { hasNextPage endCursor } } }'
const MESSAGE =
  'id role text images omittedImageCount model reasoning state facts { requestId cost inputTokens durationMs } error { code message }'
const GET = `query ($id: ID!) { conversation(id: $id) { id title version parameters { systemPrompt temperature topP stop reasoningEffort isJson } lanes { model messages { ${MESSAGE} } } } }`

let servers: TestServers
let app: TestApp
let root: TestClient
let owner: TestClient
let newcomers = 0

beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})
beforeEach(async () => {
  owner = await someone()
  await owner.done(KEEP, { isOn: true })
})

async function someone(): Promise<TestClient> {
  const username = `talker-${++newcomers}`
  await root.done('mutation ($input: CreateUserInput!) { createUser(input: $input) { problems { code } } }', {
    input: { username, role: 'STUDENT', password: PASSWORD },
  })
  return app.newcomer(username, PASSWORD)
}

const question = (text: string, images: string[] = []) => ({ id: 'q', role: 'USER', text, images })
const answer = {
  id: 'a',
  role: 'ASSISTANT',
  text: '光会折射。',
  images: [],
  model: 'm',
  reasoning: 'hm',
  state: 'DONE',
}
const draft = (fields: object = {}) => ({
  title: 'Light',
  parameters: { systemPrompt: 'Be brief.', temperature: 0, stop: ['END'], reasoningEffort: 'LOW', isJson: true },
  lanes: [{ model: 'm', messages: [question('Why?'), { ...answer, facts: { requestId: 'r', cost: '0.006' } }] }],
  ...fields,
})
const save = (client: TestClient, fields: object = {}) => client.data(SAVE, { input: draft(fields) })

async function keep(fields: object = {}): Promise<{ id: string; version: number }> {
  const { saveConversation } = await save(owner, fields)
  expect(saveConversation.problems).toEqual([])
  return saveConversation.conversation
}

describe('keeping is a choice', () => {
  it('nothing is kept before it, and it says so', async () => {
    const shy = await someone()
    expect((await shy.data('{ conversationKeeping { isOn chosenAt retentionDays } }')).conversationKeeping).toEqual({
      isOn: false,
      chosenAt: null,
      retentionDays: 365,
    })
    expect((await save(shy)).saveConversation).toMatchObject({ problems: [{ code: 'CONSENT_REQUIRED' }] })
    expect((await shy.data(LIST)).conversations.totalCount).toBe(0)
  })

  it('taken back, nothing more is saved; what is there can be read and deleted', async () => {
    const { id, version } = await keep()
    expect((await owner.done(KEEP, { isOn: false })).keeping).toEqual({ isOn: false, count: 1 })
    expect((await save(owner, { id, version })).saveConversation.problems[0].code).toBe('CONSENT_REQUIRED')
    expect((await owner.data(GET, { id })).conversation.title).toBe('Light')
    expect((await owner.done(DELETE, { input: { ids: [id] } })).deletedCount).toBe(1)
  })
})

describe('a kept conversation', () => {
  it('comes back as it was saved', async () => {
    const { id } = await keep()
    const { conversation } = await owner.data(GET, { id })
    expect(conversation).toMatchObject({
      title: 'Light',
      parameters: { systemPrompt: 'Be brief.', temperature: 0, topP: null, stop: ['END'], reasoningEffort: 'LOW' },
      lanes: [
        {
          model: 'm',
          messages: [
            { text: 'Why?', role: 'USER' },
            { text: '光会折射。', state: 'DONE' },
          ],
        },
      ],
    })
    expect(conversation.lanes[0].messages[1].facts).toMatchObject({ requestId: 'r', cost: '0.006', inputTokens: null })
  })

  it('saved by the slower of two tabs is a conflict that shows what there is', async () => {
    const { id, version } = await keep()
    const first = await save(owner, { id, version, title: 'First tab' })
    expect(first.saveConversation.conversation).toEqual({ id, version: version + 1, title: 'First tab' })
    const second = await save(owner, { id, version, title: 'Second tab' })
    expect(second.saveConversation).toMatchObject({
      conversation: { id, version: version + 1, title: 'First tab' },
      problems: [{ code: 'CONFLICT' }],
    })
    const both = await Promise.all([1, 2].map(() => save(owner, { id, version: version + 1 })))
    const codes = both.map(({ saveConversation }) => saveConversation.problems[0]?.code ?? 'saved')
    expect(codes.toSorted()).toEqual(['CONFLICT', 'saved'])
  })

  it('is renamed, and keeps its title when it is saved without one', async () => {
    const { id, version } = await keep()
    expect((await owner.data(RENAME, { input: { id, version: 99, title: 'x' } })).renameConversation).toMatchObject({
      problems: [{ code: 'CONFLICT' }],
    })
    await owner.done(RENAME, { input: { id, version, title: ' 光学作业 ' } })
    const { saveConversation } = await save(owner, { id, version: version + 1, title: null })
    expect(saveConversation.conversation.title).toBe('光学作业')
    const empty = await owner.data(RENAME, { input: { id, version: version + 2, title: '  ' } })
    expect(empty.renameConversation.problems).toEqual([{ code: 'BAD_USER_INPUT', path: ['title'] }])
  })

  it('is listed, searched by title and deleted', async () => {
    await keep({ title: 'Fourier optics' })
    const { id } = await keep({ title: '光的折射' })
    await keep({ title: 'Optics homework' })
    const { conversations } = await owner.data(LIST, { first: 1, search: 'OPTICS' })
    expect(conversations).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } })
    const after = conversations.pageInfo.endCursor
    expect((await owner.data(LIST, { first: 1, after, search: 'OPTICS' })).conversations.nodes[0].title).toBe(
      'Fourier optics',
    )
    expect((await owner.ask(LIST, { after: 'e30' })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect((await owner.done(DELETE, { input: { ids: [id, 'nothing'] } })).deletedCount).toBe(1)
    expect((await owner.ask(GET, { id })).errors[0]?.extensions.code).toBe('NOT_FOUND')
    expect((await owner.data(DELETE, { input: {} })).deleteConversations.problems[0].path).toEqual(['ids'])
    expect((await owner.done(DELETE, { input: { isAll: true } })).deletedCount).toBe(2)
  })
})

describe('somebody else', () => {
  it.each(['a student', 'a root'])('A05: %s does not find it', async (who) => {
    const { id, version } = await keep()
    const stranger = who === 'a root' ? root : await someone()
    await stranger.done(KEEP, { isOn: true })
    const codeOf = async (query: string, variables: object) =>
      (await stranger.ask(query, { ...variables })).errors[0]?.extensions.code
    expect(await codeOf(GET, { id })).toBe('NOT_FOUND')
    expect(await codeOf(SAVE, { input: draft({ id, version }) })).toBe('NOT_FOUND')
    expect(await codeOf(RENAME, { input: { id, version, title: 'mine' } })).toBe('NOT_FOUND')
    expect((await stranger.done(DELETE, { input: { ids: [id] } })).deletedCount).toBe(0)
    expect((await stranger.data(LIST)).conversations.nodes).toEqual([])
    expect((await owner.data(GET, { id })).conversation.version).toBe(version)
  })

  it('a visitor is asked to log in', async () => {
    const { errors } = await app.visitor().ask(LIST)
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('limits', () => {
  it('one that is too large is refused, one that just fits is kept', async () => {
    const fitting = 'x'.repeat(MAX_CONVERSATION_BYTES - 1_000)
    await keep({ lanes: [{ messages: [question(fitting)] }] })
    const { saveConversation } = await save(owner, {
      lanes: [{ messages: [question(`${fitting}${fitting.slice(-1_000)}`)] }],
    })
    expect(saveConversation.problems[0]).toMatchObject({
      code: 'LIMIT_REACHED',
      message: expect.stringContaining('2 MB'),
    })
    const huge = await owner.ask(SAVE, { input: draft({ lanes: [{ messages: [question(fitting.repeat(3))] }] }) })
    expect(huge.status).toBe(413)
  })

  it('one more than the most is refused', async () => {
    await keep()
    await withClient(servers.urls.owner, (client) =>
      client.query(
        `INSERT INTO conversation (id, user_id, sealed_title, sealed_body, size_bytes)
         SELECT gen_random_uuid(), user_id, 'x', 'x', 0 FROM conversation, generate_series(2, $1)
         WHERE user_id = (SELECT id FROM app_user WHERE username = $2)`,
        [MAX_CONVERSATIONS, `talker-${newcomers}`],
      ),
    )
    const { saveConversation } = await save(owner)
    expect(saveConversation.problems[0]).toMatchObject({
      code: 'LIMIT_REACHED',
      message: expect.stringContaining('200'),
    })
  })

  it('too many bytes of all of them are refused', async () => {
    const { id, version } = await keep()
    await withClient(servers.urls.owner, (client) =>
      client.query(
        `INSERT INTO conversation (id, user_id, sealed_title, sealed_body, size_bytes)
         SELECT gen_random_uuid(), user_id, 'x', 'x', 52428800 - size_bytes FROM conversation WHERE id = $1`,
        [id],
      ),
    )
    expect((await save(owner)).saveConversation.problems[0].code).toBe('LIMIT_REACHED')
    // what does not grow can still be saved
    expect((await save(owner, { id, version })).saveConversation.problems).toEqual([])
  })

  it.each([
    ['three lanes', { lanes: [1, 2, 3].map(() => ({ messages: [] })) }, ['lanes']],
    ['no title', { title: null }, ['title']],
    [
      'a picture elsewhere',
      { lanes: [{ messages: [question('x', ['https://a.example/x.png'])] }] },
      ['lanes', '0', 'messages', '0', 'images', '0'],
    ],
  ])('%s is no conversation', async (_, fields, path) => {
    expect((await save(owner, fields)).saveConversation.problems).toMatchObject([{ code: 'BAD_USER_INPUT', path }])
  })
})

it('K01: neither table nor audit log holds a word of it', async () => {
  await keep({ title: 'canary-title', lanes: [{ messages: [question('canary-question')] }] })
  const dump = await withClient(servers.urls.owner, async (client) => {
    const rows = await client.query(
      'SELECT c::text AS row FROM conversation c UNION ALL SELECT a::text FROM audit_log a',
    )
    return rows.rows.map(({ row }) => row).join('\n')
  })
  expect(dump).toContain('v1.')
  expect(dump).not.toMatch(/canary-(title|question)/)
  expect(dump).not.toContain(Buffer.from('canary-title').toString('base64url').slice(0, 12))
})

it('goes with the account of its owner', async () => {
  await keep()
  const { me } = await owner.data('{ me { id version } }')
  await root.done('mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { problems { code } } }', {
    input: { ...me, reason: 'left' },
  })
  const left = await withClient(servers.urls.owner, (client) =>
    client.query(
      'SELECT user_id FROM conversation WHERE user_id = $1 UNION ALL SELECT user_id FROM conversation_keeping WHERE user_id = $1',
      [me.id],
    ),
  )
  expect(left.rows).toEqual([])
})

it('one that nobody changed for a year is deleted', async () => {
  const { id } = await keep({ title: 'old' })
  await keep({ title: 'fresh' })
  await withClient(servers.urls.owner, (client) =>
    client.query(`UPDATE conversation SET updated_at = now() - interval '366 days' WHERE id = $1`, [id]),
  )
  expect(await app.app.get(ConversationRetentionJob, { strict: false }).look(new Date())).toBe(1)
  const { conversations } = await owner.data(LIST)
  expect(conversations.nodes.map(({ title }: { title: string }) => title)).toEqual(['fresh'])
})
