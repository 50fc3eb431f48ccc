import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWithBilling, startAppWithBilling } from '../../testing/app-with-billing.js'
import type { FakeBilling } from '../../testing/fake-billing.js'
import { type TestApp, type TestServers, withClient } from '../../testing/test-app.js'
import { codeOf, type TestClient } from '../../testing/test-client.js'

const MEMBERS = `query ($id: ID!, $filter: CourseMemberFilter) { courseMembers(courseId: $id, filter: $filter) {
  totalCount nodes { userId username role section granted spent isNew codeExpiresAt leftAt }
} }`
const GRANT = `mutation ($input: GrantCourseMembersInput!) { grantCourseMembers(input: $input) {
  outcomes { userId isGranted problem { code message } } problems { code path }
} }`
const REMOVE = `mutation ($input: RemoveCourseMembersInput!) { removeCourseMembers(input: $input) { count problems { code } } }`
const CODE = `mutation ($courseId: ID!, $userId: ID!) { createCourseMemberCode(courseId: $courseId, userId: $userId) { code user { id } problems { code path } } }`
const ROTATE = `mutation ($input: RotateJoinCodeInput!) { rotateJoinCode(input: $input) { course { joinCode version } problems { code } } }`
const END = `mutation ($ids: [ID!]!) { endCourses(courseIds: $ids) { courseIds problems { code } } }`

let stack: AppWithBilling
let servers: TestServers
let app: TestApp
let billing: FakeBilling
let root: TestClient
let number = 0
beforeAll(async () => {
  stack = await startAppWithBilling()
  ;({ servers, app, billing, root } = stack)
})
afterAll(() => stack?.close())

const sql = (text: string, values: unknown[]) => withClient(servers.urls.owner, (db) => db.query(text, values))

async function person(password?: string) {
  const username = `person-${number++}`
  const { user } = await root.done(
    `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } problems { code } } }`,
    { input: { username, role: 'STUDENT', password } },
  )
  return { id: user.id as string, username }
}

async function course() {
  const poolId = randomUUID()
  await sql(`INSERT INTO account (id, kind, name) VALUES ($1, 'pool', 'Optics')`, [poolId])
  const { course } = await root.done(
    `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { id version } problems { code } } }`,
    { input: { name: `Optics ${number++}`, joinCode: `join-code-${number++}`, poolId } },
  )
  const helper = await person('given by an admin')
  const students = [await person(), await person('given by an admin')] as const
  const join = (userId: string, role: string) =>
    root.done(`mutation ($input: SetCourseMemberInput!) { setCourseMember(input: $input) { problems { code } } }`, {
      input: { courseId: course.id, userId, role },
    })
  await join(helper.id, 'ASSISTANT')
  for (const { id } of students) await join(id, 'STUDENT')
  const assistant = await app.newcomer(helper.username, 'given by an admin')
  return { id: course.id as string, version: course.version as number, poolId, helper, students, assistant }
}

const grantOf = (courseId: string, userIds: readonly string[], fields: object = {}) => ({
  input: { courseId, userIds, amount: '5', reason: 'exercise 3', idempotencyKey: randomUUID(), ...fields },
})

describe('G2: the people of a course', () => {
  it('are listed for its assistants by student ID, with what the course gave them', async () => {
    const { id, assistant, students, helper } = await course()
    const { courseMembers } = await assistant.data(MEMBERS, { id })
    expect(courseMembers.totalCount).toBe(3)
    expect(courseMembers.nodes).toMatchObject([
      { username: helper.username, role: 'ASSISTANT' },
      { username: students[0].username, role: 'STUDENT', granted: '0', spent: '0', isNew: true, codeExpiresAt: null },
      { username: students[1].username, isNew: false },
    ])
    const search = { search: students[1].username, role: 'STUDENT' }
    expect((await assistant.data(MEMBERS, { id, filter: search })).courseMembers.totalCount).toBe(1)
  })

  it('A10: do not exist for students, and for assistants of other courses', async () => {
    const [here, elsewhere] = [await course(), await course()]
    const student = await app.newcomer(here.students[1].username, 'given by an admin')
    for (const client of [student, elsewhere.assistant]) {
      expect(codeOf(await client.ask(MEMBERS, { id: here.id }))).toBe('NOT_FOUND')
      expect(codeOf(await client.ask(GRANT, grantOf(here.id, [here.students[0].id])))).toBe('NOT_FOUND')
      expect(codeOf(await client.ask(REMOVE, { input: { courseId: here.id, userIds: [here.students[0].id] } }))).toBe(
        'NOT_FOUND',
      )
      expect(codeOf(await client.ask(CODE, { courseId: here.id, userId: here.students[0].id }))).toBe('NOT_FOUND')
      expect(codeOf(await client.ask(END, { ids: [here.id] }))).toBe('FORBIDDEN')
    }
    expect((await root.data(MEMBERS, { id: here.id })).courseMembers.totalCount).toBe(3)
  })

  it('are granted from the pool, each by himself, and nobody gives to himself', async () => {
    const { id, assistant, students, helper } = await course()
    const ids = students.map((student) => student.id)
    const variables = grantOf(id, ids)
    const { outcomes } = await assistant.done(GRANT, variables)
    expect(outcomes).toEqual(ids.map((userId) => ({ userId, isGranted: true, problem: null })))
    expect((await assistant.done(GRANT, variables)).outcomes, 'the same again').toEqual(outcomes)
    const asked = billing.asked.filter((body) => (body as { courseId?: string }).courseId === id)
    expect(asked).toHaveLength(4)
    expect(new Set(asked.map((body) => (body as { idempotencyKey: string }).idempotencyKey)).size).toBe(2)
    const acts = await sql(`SELECT 1 FROM audit_log WHERE action = 'course:grant' AND target_id = $1`, [id])
    expect(acts.rows, 'one act').toHaveLength(1)
    expect(codeOf(await assistant.ask(GRANT, grantOf(id, [...ids, helper.id])))).toBe('FORBIDDEN')
    billing.refuseWith('too_much')
    const refused = await assistant.done(GRANT, grantOf(id, ids))
    billing.refuseWith(undefined)
    expect(refused.outcomes).toMatchObject([
      { isGranted: false, problem: { code: 'BAD_USER_INPUT' } },
      { isGranted: false },
    ])
    for (const bad of [{ userIds: [] }, { amount: '0' }, { reason: ' ' }, { expiresAt: '2020-01-01T00:00:00Z' }])
      expect((await assistant.data(GRANT, grantOf(id, ids, bad))).grantCourseMembers.problems).toHaveLength(1)
  })

  it('leave, and come back', async () => {
    const { id, assistant, students, helper } = await course()
    const [gone] = students
    const { count } = await assistant.done(REMOVE, { input: { courseId: id, userIds: [gone.id, helper.id] } })
    expect(count, 'assistants are taken off by admins').toBe(1)
    expect((await assistant.data(MEMBERS, { id })).courseMembers.totalCount).toBe(2)
    const withLeft = await assistant.data(MEMBERS, { id, filter: { withLeft: true } })
    expect(withLeft.courseMembers.nodes[1]).toMatchObject({ userId: gone.id, leftAt: expect.any(String) })
    await root.done(
      `mutation ($input: SetCourseMemberInput!) { setCourseMember(input: $input) { problems { code } } }`,
      {
        input: { courseId: id, userId: gone.id, role: 'STUDENT' },
      },
    )
    expect((await assistant.data(MEMBERS, { id })).courseMembers.totalCount).toBe(3)
  })

  it('get a code for their first password, and none once they have one', async () => {
    const { id, assistant, students } = await course()
    const [newcomer, settled] = students
    const made = await assistant.done(CODE, { courseId: id, userId: newcomer.id })
    expect(made.code).toMatch(/^(\w{5}-){2}\w{5}$/)
    const stranger = await person()
    for (const userId of [settled.id, stranger.id])
      expect((await assistant.data(CODE, { courseId: id, userId })).createCourseMemberCode).toMatchObject({
        code: null,
        problems: [{ code: 'BAD_USER_INPUT', path: ['userId'] }],
      })
  })
})

describe('G2, G3: a course', () => {
  it('gets a new join code from its assistants; a stale version is told', async () => {
    const { id, version, assistant } = await course()
    const rotated = await assistant.done(ROTATE, { input: { courseId: id, version } })
    expect(rotated.course.joinCode).toMatch(/^\w{5}-\w{5}$/)
    const stale = await assistant.data(ROTATE, { input: { courseId: id, version } })
    expect(stale.rotateJoinCode).toMatchObject({ problems: [{ code: 'CONFLICT' }], course: rotated.course })
  })

  it('ends with others in bulk: nobody joins any more', async () => {
    const [one, other] = [await course(), await course()]
    const ids = [one.id, other.id]
    expect((await root.done(END, { ids })).courseIds.toSorted()).toEqual(ids.toSorted())
    expect((await root.done(END, { ids })).courseIds).toEqual([])
    const shown = await root.data(`query ($id: ID!) { course(id: $id) { joinCode endedAt } }`, { id: one.id })
    expect(shown.course).toEqual({ joinCode: null, endedAt: expect.any(String) })
  })
})

describe('D9: recording', () => {
  const SWITCH = `mutation ($input: UpdateCourseInput!) { updateCourse(input: $input) { course { version recordingEnabled } problems { code path } } }`
  const MINE = `{ myRecording { kind id name isAsked textVersion text isConsenting consent { textVersion consentedAt withdrawnAt } } }`
  const CONSENT = `mutation ($input: ConsentToRecordingInput!) { consentToRecording(input: $input) { scope { textVersion isConsenting } problems { code } } }`
  const WITHDRAW = `mutation ($input: WithdrawRecordingConsentInput!) { withdrawRecordingConsent(input: $input) { scope { isConsenting consent { withdrawnAt } } problems { code } } }`
  const ask = { recordingEnabled: true, recordingTextVersion: '2026-1', recordingText: 'What you ask is kept.' }
  const auditOf = async (targetId: string) =>
    (
      await root.data(`query ($id: String) { auditLog(filter: { targetId: $id }) { nodes { action } } }`, {
        id: targetId,
      })
    ).auditLog.nodes

  it('is off; an admin asks with a text, each answers for himself, and every act is on record', async () => {
    const { id, version, students, assistant } = await course()
    const student = await app.newcomer(students[1].username, 'given by an admin')
    const here = { kind: 'COURSE', scopeId: id }
    const consent = (client: TestClient, textVersion = '2026-1') =>
      client.data(CONSENT, { input: { ...here, textVersion } })
    expect((await student.data(MINE)).myRecording).toEqual([])
    expect((await consent(student)).consentToRecording.problems).toEqual([{ code: 'CONFLICT' }])
    expect(codeOf(await assistant.ask(SWITCH, { input: { id, version, ...ask } }))).toBe('FORBIDDEN')
    const withoutText = await root.data(SWITCH, { input: { id, version, recordingEnabled: true } })
    expect(withoutText.updateCourse.problems).toEqual([{ code: 'BAD_USER_INPUT', path: ['recordingText'] }])
    const asked = await root.done(SWITCH, { input: { id, version, ...ask } })

    expect((await student.data(MINE)).myRecording).toEqual([
      expect.objectContaining({ kind: 'COURSE', id, isAsked: true, isConsenting: false, consent: null }),
    ])
    expect((await consent(student, '2025-9')).consentToRecording.problems).toEqual([{ code: 'CONFLICT' }])
    const both = await Promise.all([consent(student), consent(student)])
    expect(both.map((one) => one.consentToRecording.scope.isConsenting)).toEqual([true, true])
    expect((await assistant.data(MINE)).myRecording[0]).toMatchObject({ isConsenting: false, consent: null })

    const other = { id, version: asked.course.version, recordingText: 'Something else.' }
    const sameName = await root.data(SWITCH, { input: other })
    expect(sameName.updateCourse.problems).toEqual([{ code: 'BAD_USER_INPUT', path: ['recordingTextVersion'] }])
    await root.done(SWITCH, { input: { ...other, recordingTextVersion: '2026-2' } })
    expect((await student.data(MINE)).myRecording[0]).toMatchObject({
      ...{ textVersion: '2026-2', text: 'Something else.', isConsenting: false },
      consent: { textVersion: '2026-1', withdrawnAt: null },
    })
    // who has left cannot consent, but take back what he said
    await assistant.done(REMOVE, { input: { courseId: id, userIds: [students[1].id] } })
    expect(codeOf(await student.ask(CONSENT, { input: { ...here, textVersion: '2026-2' } }))).toBe('NOT_FOUND')
    expect((await student.done(WITHDRAW, { input: here })).scope.consent.withdrawnAt).not.toBeNull()
    await student.done(WITHDRAW, { input: here })
    const acts = (await auditOf(id)).filter(({ action }: { action: string }) => action.startsWith('recording:'))
    expect(acts).toEqual([{ action: 'recording:withdraw' }, { action: 'recording:consent' }])
  })

  it('is asked for a key by admins alone, and for a group; a deleted group asks nobody when it comes back', async () => {
    const { username } = await person('given by an admin')
    const owner = await app.newcomer(username, 'given by an admin')
    const { apiKey } = await owner.done(
      `mutation { createApiKey(input: { name: "k" }) { apiKey { id version } problems { code } } }`,
    )
    const keySwitch = `mutation ($input: UpdateApiKeyInput!) { updateApiKey(input: $input) { apiKey { recordingEnabled } problems { code } } }`
    const input = { ...apiKey, ...ask }
    expect(codeOf(await owner.ask(keySwitch, { input }))).toBe('FORBIDDEN')
    expect((await root.done(keySwitch, { input })).apiKey.recordingEnabled).toBe(true)
    expect((await owner.data(MINE)).myRecording).toMatchObject([{ kind: 'KEY', id: apiKey.id, textVersion: '2026-1' }])
    await owner.done(CONSENT, { input: { kind: 'KEY', scopeId: apiKey.id, textVersion: '2026-1' } })

    const name = `asked ${number++}`
    const create = `mutation ($name: String!) { createGroup(input: { name: $name, ratio: "1" }) { group { id version recordingEnabled } problems { code } } }`
    const { group } = await root.done(create, { name })
    const groupSwitch = `mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { group { version } problems { code } } }`
    const asked = await root.done(groupSwitch, { input: { id: group.id, version: group.version, ...ask } })
    expect((await owner.data(MINE)).myRecording).toHaveLength(1)
    await root.done(
      `mutation ($id: ID!, $version: Int!) { deleteGroup(id: $id, version: $version) { problems { code } } }`,
      { id: group.id, version: asked.group.version },
    )
    expect((await root.done(create, { name })).group).toMatchObject({ id: group.id, recordingEnabled: false })
  })
})
