import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type AppWithBilling, startAppWithBilling } from '../../testing/app-with-billing.js'
import type { FakeBilling } from '../../testing/fake-billing.js'
import { startTestApp, type TestApp, type TestServers, withClient } from '../../testing/test-app.js'
import { codeOf, type TestClient } from '../../testing/test-client.js'

const PREVIEW = `mutation ($input: PreviewRosterInput!) { previewRoster(input: $input) {
  encoding token counts { create activate join update none leave refuse }
  rows { line username action problem { code message } } problems { code path message }
} }`
const IMPORT = `mutation ($input: ImportRosterInput!) { importRoster(input: $input) {
  import { id state rowCount counts { create join none leave } } codes { username code } problems { code path message }
} }`
const FOLLOW = `query ($id: ID!) { rosterImport(id: $id) { state doneCount rows { username action grant problem { code message } } } }`
const SET_PASSWORD = `mutation ($input: SetPasswordWithCodeInput!) { setPasswordWithCode(input: $input) { user { username state } problems { code } } }`

let stack: AppWithBilling
let servers: TestServers
let app: TestApp
let billing: FakeBilling
let root: TestClient
let idNumber = 2_200_000_000
beforeAll(async () => {
  stack = await startAppWithBilling()
  ;({ servers, app, billing, root } = stack)
})
afterAll(() => stack?.close())

const nextId = (): string => String(idNumber++)
const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** A course with a pool, and its assistant's browser. */
async function course() {
  const username = `helper-${idNumber++}`
  const made = await root.done(
    `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } problems { code } } }`,
    { input: { username, role: 'STUDENT', password: 'given by an admin' } },
  )
  const poolId = randomUUID()
  await withClient(servers.urls.owner, (db) =>
    db.query(`INSERT INTO account (id, kind, name) VALUES ($1, 'pool', 'Optics')`, [poolId]),
  )
  const { course } = await root.done(
    `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { id poolAccountId allowance costCentre } problems { code path } } }`,
    { input: { name: `Optics ${username}`, poolId, allowance: '20', costCentre: 'PHY' } },
  )
  expect(course).toMatchObject({ poolAccountId: poolId, allowance: '20', costCentre: 'PHY' })
  await root.done(`mutation ($input: SetCourseMemberInput!) { setCourseMember(input: $input) { problems { code } } }`, {
    input: { courseId: course.id, userId: made.user.id, role: 'ASSISTANT' },
  })
  return { id: course.id as string, assistant: await app.newcomer(username, 'given by an admin') }
}

const preview = async (client: TestClient, courseId: string, text: string, more: object = {}) =>
  (await client.data(PREVIEW, { input: { courseId, file: base64(text), ...more } })).previewRoster
async function importText(client: TestClient, courseId: string, text: string, more: object = {}) {
  const { removeMissing = null } = more as { removeMissing?: boolean }
  const { token } = await preview(client, courseId, text, { removeMissing })
  const input = { courseId, file: base64(text), previewToken: token, ...more }
  return (await client.data(IMPORT, { input })).importRoster
}
const finished = (client: TestClient, id: string) =>
  vi.waitFor(async () => {
    const { rosterImport } = await client.data(FOLLOW, { id })
    expect(rosterImport.state).toBe('DONE')
    return rosterImport
  })

describe('A1, G2: an assistant imports a roster', () => {
  it('sees what would be done, does it, and hands out codes with which students get in', async () => {
    const { id, assistant } = await course()
    const [first, second] = [nextId(), nextId()]
    const text = `学号,姓名,班级\n${first},张三,一班\n${second},李四,二班\n`
    const seen = await preview(assistant, id, text)
    expect(seen).toMatchObject({ encoding: 'utf-8', problems: [], counts: { create: 2, refuse: 0 } })
    expect(seen.rows).toMatchObject([
      { line: 2, username: first, action: 'CREATE' },
      { line: 3, username: second, action: 'CREATE' },
    ])
    const imported = await importText(assistant, id, text, { grant: { amount: '10', label: 'autumn 2026' } })
    expect(imported).toMatchObject({ problems: [], import: { rowCount: 2, counts: { create: 2 } } })
    const { rows } = await finished(assistant, imported.import.id)
    expect(rows).toMatchObject([{ grant: 'GRANTED' }, { grant: 'GRANTED' }])
    const [{ username, code }] = imported.codes
    const student = app.visitor()
    expect(
      await student.done(SET_PASSWORD, { input: { username, code, newPassword: 'a password of my own' } }),
    ).toMatchObject({ user: { username: first, state: 'ACTIVE' } })
    const mine = await student.data('{ me { displayName courses { role course { id myRole joinCode } } } }')
    expect(mine.me).toEqual({
      displayName: '张三',
      courses: [{ role: 'STUDENT', course: { id, myRole: 'STUDENT', joinCode: null } }],
    })
  })

  it('imports the same again: nobody is made, joined or granted twice', async () => {
    const { id, assistant } = await course()
    const text = `学号\n${nextId()}\n${nextId()}\n`
    const grant = { amount: '10', label: 'autumn 2026' }
    const one = await importText(assistant, id, text, { grant })
    await finished(assistant, one.import.id)
    const again = await importText(assistant, id, text, { grant })
    expect(again.import.counts).toMatchObject({ create: 0, join: 0, none: 2 })
    const { rows } = await finished(assistant, again.import.id)
    expect(rows).toMatchObject([{ grant: 'REPEAT' }, { grant: 'REPEAT' }])
    expect(again.codes, 'nobody has set a password yet: the codes are new ones').toHaveLength(2)
  })

  it('A20 P1: ten thousand rows: a bad one refuses all of them; without it all are there, and a second time changes nothing', async () => {
    const { id, assistant } = await course()
    const ids = Array.from({ length: 10_000 }, nextId)
    const rows = ids.map((username) => `${username},x`)
    const importAll = (lines: readonly string[]) => importText(assistant, id, ['学号,姓名', ...lines].join('\n'))
    const faults = [`${ids[0]},twice`, `=cmd|calc,x`, '12,short']
    for (const fault of faults)
      expect((await importAll([...rows.slice(0, 50), fault])).problems).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    const broken = Buffer.concat([Buffer.from(`学号\n${ids[0]}\n`), Buffer.from([0xff, 0xfe, 0x00])]).toString('base64')
    const { previewRoster } = await assistant.data(PREVIEW, { input: { courseId: id, file: broken } })
    expect(previewRoster.problems).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['file'] }])
    expect((await importAll(rows)).import).toMatchObject({ counts: { create: 10_000 } })
    expect((await importAll(rows)).import.counts).toMatchObject({ create: 0, join: 0, none: 10_000 })
  })

  it('reads what Excel writes in Chinese Windows', async () => {
    const { id, assistant } = await course()
    const username = nextId()
    const bytes = Buffer.concat([
      Buffer.from('d1a7bac52cd0d5c3fb0d0a', 'hex'),
      Buffer.from(`${username},`),
      Buffer.from('d5c5c8fd', 'hex'),
    ])
    const { previewRoster } = await assistant.data(PREVIEW, {
      input: { courseId: id, file: bytes.toString('base64') },
    })
    expect(previewRoster).toMatchObject({ encoding: 'gb18030', rows: [{ username, action: 'CREATE' }] })
  })

  it('one bad row in a thousand: nothing is applied, the row is named; or it is left out on request', async () => {
    const { id, assistant } = await course()
    const ids = Array.from({ length: 999 }, nextId)
    const text = ['学号,姓名', ...ids.map((username) => `${username},x`), '12,坏'].join('\n')
    const refused = await importText(assistant, id, text)
    expect(refused).toMatchObject({ import: null, problems: [{ code: 'BAD_USER_INPUT', path: ['file'] }] })
    const seen = await preview(assistant, id, text)
    expect(seen.rows.filter(({ action }: { action: string }) => action === 'REFUSE')).toMatchObject([
      { line: 1_001, username: '12', problem: { code: 'BAD_USER_INPUT' } },
    ])
    expect(seen.counts.create, 'nothing was applied').toBe(999)
    const done = await importText(assistant, id, text, { skipFaults: true })
    expect(done).toMatchObject({ problems: [], import: { counts: { create: 999 } } })
  })

  it('takes off who is missing, only where that is asked for', async () => {
    const { id, assistant } = await course()
    const [stays, goes] = [nextId(), nextId()]
    await importText(assistant, id, `学号\n${stays}\n${goes}`)
    expect((await preview(assistant, id, `学号\n${stays}`)).counts).toMatchObject({ none: 1, leave: 0 })
    const done = await importText(assistant, id, `学号\n${stays}`, { removeMissing: true })
    expect(done.import.counts).toMatchObject({ none: 1, leave: 1 })
    expect((await preview(assistant, id, `学号\n${goes}`)).rows).toMatchObject([{ username: goes, action: 'JOIN' }])
  })

  it('is refused where file or course changed since the preview', async () => {
    const { id, assistant } = await course()
    const text = `学号\n${nextId()}`
    const { token } = await preview(assistant, id, text)
    await importText(assistant, id, text)
    const late = await assistant.data(IMPORT, { input: { courseId: id, file: base64(text), previewToken: token } })
    expect(late.importRoster.problems).toMatchObject([{ code: 'CONFLICT' }])
  })

  it('K19: whoever registered a student’s ID without proof is out', async () => {
    const { id, assistant } = await course()
    const username = nextId()
    const squatter = app.visitor()
    const register = `mutation ($input: RegisterInput!) { register(input: $input) { user { id } problems { code } } }`
    await squatter.done(register, { input: { username, password: 'not my name' } })
    const { codes, import: imported } = await importText(assistant, id, `学号\n${username}`)
    expect(imported.counts.create).toBe(0)
    expect(await squatter.data('{ me { id } }')).toEqual({ me: null })
    const [{ code }] = codes
    const owner = app.visitor()
    await owner.done(SET_PASSWORD, { input: { username, code, newPassword: 'this is me' } })
    expect(await owner.data('{ me { state } }')).toEqual({ me: { state: 'ACTIVE' } })
  })

  it('goes on after billing was away, and after the process ended', async () => {
    const { id, assistant } = await course()
    billing.refuseWith('too_much')
    const text = `学号\n${nextId()}`
    const refused = await importText(assistant, id, text, { grant: { amount: '10', label: 'one' } })
    const { rows } = await finished(assistant, refused.import.id)
    expect(rows).toMatchObject([{ grant: 'REFUSED', problem: { message: expect.stringContaining('pool') } }])
    billing.refuseWith(undefined)
    const later = await importText(assistant, id, text, { grant: { amount: '10', label: 'two' } })
    await finished(assistant, later.import.id)
    await withClient(servers.urls.owner, (db) =>
      db.query(
        `UPDATE roster_import SET state = 'running', done_count = 0,
           report = (SELECT jsonb_agg(r || '{"grant": null}') FROM jsonb_array_elements(report) r) WHERE id = $1`,
        [later.import.id],
      ),
    )
    const second = await startTestApp(servers)
    try {
      expect((await finished(assistant, later.import.id)).rows).toMatchObject([{ grant: 'REPEAT' }])
    } finally {
      await second.close()
    }
  })

  it('A10: is for assistants of this course and admins; for others there is no such course', async () => {
    const [here, elsewhere] = [await course(), await course()]
    const text = `学号\n${nextId()}`
    const input = { courseId: here.id, file: base64(text) }
    expect(codeOf(await elsewhere.assistant.ask(PREVIEW, { input }))).toBe('NOT_FOUND')
    const { import: imported } = await importText(here.assistant, here.id, text)
    expect(codeOf(await elsewhere.assistant.ask(FOLLOW, { id: imported.id }))).toBe('NOT_FOUND')
    expect((await root.data(PREVIEW, { input })).previewRoster.problems).toEqual([])
  })

  it('keeps no code, in no table', async () => {
    const { id, assistant } = await course()
    const { codes } = await importText(assistant, id, `学号\n${nextId()}`)
    const { rows } = await withClient(servers.urls.owner, (db) =>
      db.query(
        `SELECT (SELECT json_agg(c) FROM one_time_code c)::text || (SELECT json_agg(a) FROM audit_log a)::text
           || (SELECT json_agg(i) FROM roster_import i)::text AS all`,
      ),
    )
    expect(rows[0].all).not.toContain(codes[0].code)
  })
})
