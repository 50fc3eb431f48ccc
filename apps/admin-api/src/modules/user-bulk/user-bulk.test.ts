import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, startTestServers, type TestApp, type TestServers, withClient } from '../../testing/test-app.js'
import type { Json, TestClient } from '../../testing/test-client.js'

const PASSWORD = 'correct horse battery'
const CREATE_USER = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id version } problems { code } } }`
const CHANGE = `mutation ($input: ChangeUsersInput!) {
  changeUsers(input: $input) { rows { userId username outcome problems { code message } } problems { code message path } }
}`
const DELETE = `mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { user { id } problems { code path } } }`

let servers: TestServers
let app: TestApp
let root: TestClient
let admin: TestClient
let vip: string
let course: string
let nameNumber = 0

beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
  const made = await root.data(`mutation {
    createGroup(input: { name: "vip", ratio: "1" }) { group { id } }
    createCourse(input: { name: "Optics" }) { course { id } }
  }`)
  vip = made.createGroup.group.id
  course = made.createCourse.course.id
  await root.done(CREATE_USER, { input: { username: 'admin', role: 'ADMIN', password: PASSWORD } })
  admin = await app.newcomer('admin', PASSWORD)
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})

async function people(count: number, role = 'STUDENT'): Promise<string[]> {
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const input = { username: `person-${nameNumber++}`, role }
    ids.push((await root.done(CREATE_USER, { input })).user.id)
  }
  return ids
}
const change = async (client: TestClient, input: Json): Promise<Json> =>
  (await client.data(CHANGE, { input })).changeUsers
const outcomes = (payload: Json): string[] => payload.rows.map(({ outcome }: Json) => outcome)
const user = async (id: string): Promise<Json> =>
  (
    await root.data(
      'query ($id: ID!) { user(id: $id) { state tier groups { name } courses { role course { name } } version } }',
      { id },
    )
  ).user
const auditCount = async (): Promise<number> => (await root.data('{ auditLog { totalCount } }')).auditLog.totalCount

describe('many users at once', () => {
  it('state, group and course in one act; a second time changes and notes nothing', async () => {
    const userIds = await people(3)
    const input = { userIds, state: 'DISABLED', addGroupIds: [vip], addToCourseId: course }
    expect(outcomes(await change(admin, input))).toEqual(['CHANGED', 'CHANGED', 'CHANGED'])
    for (const id of userIds)
      expect(await user(id)).toMatchObject({
        state: 'DISABLED',
        groups: [{ name: 'default' }, { name: 'vip' }],
        courses: [{ role: 'STUDENT', course: { name: 'Optics' } }],
      })
    const before = await auditCount()
    const again = await change(admin, input)
    expect(outcomes(again)).toEqual(['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
    expect(again.problems).toEqual([])
    expect(await auditCount()).toBe(before)
  })

  it('keeps the groups that are not named', async () => {
    const [id = ''] = await people(1)
    const { createGroup } = await root.data(
      'mutation { createGroup(input: { name: "by hand", ratio: "1" }) { group { id } } }',
    )
    await change(admin, { userIds: [id], addGroupIds: [createGroup.group.id, vip] })
    await change(admin, { userIds: [id], removeGroupIds: [vip] })
    expect((await user(id)).groups.map(({ name }: Json) => name)).toEqual(['default', 'by hand'])
  })

  it('one who cannot be changed leaves all as they are; with `partial` only himself', async () => {
    const [student = ''] = await people(1)
    const [colleague = ''] = await people(1, 'ADMIN')
    const nobody = randomUUID()
    const input = { userIds: [student, colleague, nobody], state: 'DISABLED' }
    const refused = await change(admin, input)
    expect(refused.problems).toMatchObject([{ code: 'CONFLICT' }])
    expect(outcomes(refused)).toEqual(['UNCHANGED', 'REFUSED', 'REFUSED'])
    expect((await user(student)).state).toBe('ACTIVE')
    const partial = await change(admin, { ...input, partial: true })
    expect(partial.problems).toEqual([])
    expect(partial.rows).toMatchObject([
      { userId: student, outcome: 'CHANGED', problems: [] },
      { userId: colleague, outcome: 'REFUSED', problems: [{ code: 'FORBIDDEN' }] },
      { userId: nobody, username: null, outcome: 'REFUSED', problems: [{ code: 'NOT_FOUND' }] },
    ])
    expect(await user(student)).toMatchObject({ state: 'DISABLED' })
    expect(await user(colleague)).toMatchObject({ state: 'ACTIVE' })
  })

  it('an assistant of the course stays one, and the last root stays', async () => {
    const [helper = ''] = await people(1)
    await root.done(
      'mutation ($input: SetCourseMemberInput!) { setCourseMember(input: $input) { problems { code } } }',
      {
        input: { courseId: course, userId: helper, role: 'ASSISTANT' },
      },
    )
    expect(outcomes(await change(admin, { userIds: [helper], addToCourseId: course }))).toEqual(['REFUSED'])
    expect((await user(helper)).courses).toMatchObject([{ role: 'ASSISTANT' }])
    const { me } = await root.data('{ me { id } }')
    expect((await change(root, { userIds: [me.id], state: 'DISABLED' })).rows).toMatchObject([
      { outcome: 'REFUSED', problems: [{ code: 'IN_USE' }] },
    ])
  })

  it('a disabled one is out at once', async () => {
    const username = `person-${nameNumber++}`
    const { user: made } = await root.done(CREATE_USER, { input: { username, role: 'STUDENT', password: PASSWORD } })
    const client = await app.newcomer(username, PASSWORD)
    await change(admin, { userIds: [made.id], state: 'DISABLED' })
    expect(await client.data('{ me { id } }')).toEqual({ me: null })
  })

  it('two changes of the same people at once both end', async () => {
    const userIds = await people(5)
    const answers = await Promise.all([
      change(admin, { userIds, addGroupIds: [vip] }),
      change(root, { userIds: userIds.toReversed(), state: 'DISABLED' }),
    ])
    for (const { problems } of answers) expect(problems).toEqual([])
    expect(await user(userIds[2] ?? '')).toMatchObject({
      state: 'DISABLED',
      groups: [{ name: 'default' }, { name: 'vip' }],
    })
  })

  it.each([
    ['nobody', { userIds: [] }, 'BAD_USER_INPUT'],
    ['too many', { userIds: Array.from({ length: 1_001 }, () => randomUUID()) }, 'BAD_USER_INPUT'],
    ['what is no id', { userIds: ['x'] }, 'BAD_USER_INPUT'],
    ['no such course', { userIds: [randomUUID()], addToCourseId: randomUUID() }, 'BAD_USER_INPUT'],
    ['no such tier', { tier: 'no such tier' }, 'CONFLICT'],
  ])('%s is refused', async (_, input, code) => {
    const { problems } = await change(admin, { userIds: await people(1), ...input })
    expect(problems).toMatchObject([{ code }])
  })
})

describe('taking an account away', () => {
  it('A19: ends sessions and keys, leaves the books, and frees no name', async () => {
    const username = `person-${nameNumber++}`
    const { user: made } = await root.done(CREATE_USER, { input: { username, role: 'STUDENT', password: PASSWORD } })
    const client = await app.newcomer(username, PASSWORD)
    const { apiKey } = await client.done(
      'mutation { createApiKey(input: { name: "k" }) { apiKey { id } problems { code } } }',
    )
    const { version } = await user(made.id)
    const remove = async (by: TestClient, input: Json) => (await by.data(DELETE, { input })).deleteUser.problems
    expect(await remove(admin, { id: made.id, version: version - 1, reason: 'left' })).toMatchObject([
      { code: 'CONFLICT' },
    ])
    expect(await remove(admin, { id: made.id, version, reason: ' ' })).toMatchObject([{ path: ['reason'] }])
    expect(await remove(admin, { id: made.id, version, reason: 'left the university' })).toEqual([])
    expect(await client.data('{ me { id } }')).toEqual({ me: null })
    expect((await app.visitor().logIn(username, `${PASSWORD}, his own`)).data.logIn.problems).toMatchObject([
      { code: 'WRONG_CREDENTIALS' },
    ])
    const gone = await root.ask('query ($id: ID!) { user(id: $id) { id } }', { id: made.id })
    expect(gone.errors[0]?.extensions.code).toBe('NOT_FOUND')
    const rows = await withClient(servers.urls.owner, (db) =>
      db.query(
        `SELECT u.deleted_at IS NOT NULL AS gone, k.id FROM app_user u JOIN api_key k ON k.user_id = u.id WHERE k.id = $1`,
        [apiKey.id],
      ),
    )
    expect(rows.rows).toEqual([{ gone: true, id: apiKey.id }])
    expect((await root.data(CREATE_USER, { input: { username, role: 'STUDENT' } })).createUser.problems).toMatchObject([
      { code: 'CONFLICT' },
    ])
  })

  it('nobody takes himself away, and no admin another admin', async () => {
    const { me } = await admin.data('{ me { id version } }')
    const [colleague = ''] = await people(1, 'ADMIN')
    expect(
      (await root.data(DELETE, { input: { ...(await root.data('{ me { id version } }')).me, reason: 'x' } })).deleteUser
        .problems,
    ).toMatchObject([{ code: 'IN_USE' }])
    for (const id of [colleague, me.id])
      expect((await admin.ask(DELETE, { input: { id, version: 1, reason: 'x' } })).errors[0]?.extensions.code).toBe(
        'FORBIDDEN',
      )
  })
})
