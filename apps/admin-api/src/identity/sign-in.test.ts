import 'reflect-metadata'
import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, startTestServers, type TestApp, type TestServers, withClient } from '../testing/test-app.js'
import { codeOf, type TestClient } from '../testing/test-client.js'
import { ATTEMPTS_PER_ACCOUNT } from './attempts.js'
import { CODES_PER_USER } from './second-factor/second-factor-attempts.js'

const PASSWORD = 'correct horse battery'
const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { user { id } obstacle problems { code } } }`
const SET_PASSWORD = `mutation ($input: SetPasswordWithCodeInput!) {
  setPasswordWithCode(input: $input) { user { id state } obstacle problems { code path } }
}`
const BEGIN = `mutation ($password: String!) { beginSecondFactor(password: $password) { secret uri problems { code } } }`
const CONFIRM = `mutation ($code: String!) { confirmSecondFactor(code: $code) { recoveryCodes problems { code } } }`
const VERIFY = `mutation ($code: String!) { verifySecondFactor(code: $code) { user { username } obstacle problems { code } } }`
const REMOVE = `mutation ($password: String!, $code: String!) {
  removeSecondFactor(password: $password, code: $code) { secondFactor { isEnabled } problems { code } }
}`
const STEP_MS = 30_000

let servers: TestServers
let app: TestApp
let root: TestClient
let nameNumber = 0
let network = 0

beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})

const visitor = (): TestClient => app.visitor({ address: `10.9.${network++}.7` })

async function somebody(role = 'STUDENT') {
  const username = `person-${nameNumber++}`
  const { user } = await root.done(
    `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } problems { code } } }`,
    { input: { username, role, password: `${PASSWORD}, given` } },
  )
  const client = visitor()
  await client.logIn(username, `${PASSWORD}, given`)
  await client.done(`mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }`, {
    input: { currentPassword: `${PASSWORD}, given`, newPassword: PASSWORD },
  })
  return { id: user.id as string, username, client }
}

const logIn = async (client: TestClient, username: string) =>
  (await client.data(LOG_IN, { input: { username, password: PASSWORD } })).logIn

describe('G1: one-time codes', () => {
  const issue = async (userId: string) =>
    root.done(
      `mutation ($id: ID!) { createOneTimeCode(userId: $id) { code expiresAt user { id } problems { code } } }`,
      {
        id: userId,
      },
    )

  it('set a password, sign in, and end everything that was open before', async () => {
    const { id, username, client } = await somebody()
    const { code } = await issue(id)
    expect(await client.data('{ me { id } }')).toEqual({ me: { id } })
    const browser = visitor()
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')}`
    const input = { username: username.toUpperCase(), code: typed, newPassword: 'a password of my own' }
    const { user } = await browser.done(SET_PASSWORD, { input })
    expect(user.id).toBe(id)
    expect(await browser.data('{ me { username mustChangePassword } }')).toEqual({
      me: { username, mustChangePassword: false },
    })
    expect(await client.data('{ me { id } }')).toEqual({ me: null })
    expect((await logIn(visitor(), username)).problems).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
  })

  it('work once, also when two use one at the same moment', async () => {
    const { id, username } = await somebody()
    const { code } = await issue(id)
    const use = async (newPassword: string) =>
      (await visitor().data(SET_PASSWORD, { input: { username, code, newPassword } })).setPasswordWithCode
    const answers = await Promise.all([use('the first password'), use('the second password'), use('the third one')])
    expect(answers.filter(({ problems }) => problems.length === 0)).toHaveLength(1)
    expect((await use('another password')).problems).toMatchObject([{ code: 'WRONG_CREDENTIALS', path: ['code'] }])
  })

  it('end with a newer one, after a week, and belong to one user', async () => {
    const [one, other] = await Promise.all([somebody(), somebody()])
    const first = await issue(one.id)
    const second = await issue(one.id)
    const attempt = async (username: string, code: string) =>
      (await visitor().data(SET_PASSWORD, { input: { username, code, newPassword: 'a new password' } }))
        .setPasswordWithCode.problems
    expect(await attempt(one.username, first.code)).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
    expect(await attempt(other.username, second.code)).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
    await withClient(servers.urls.owner, (db) =>
      db.query(`UPDATE one_time_code SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [one.id]),
    )
    expect(await attempt(one.username, second.code)).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
  })

  it('are stored as hashes only, and no log keeps them', async () => {
    const { id } = await somebody()
    const { code } = await issue(id)
    const rows = await withClient(servers.urls.owner, (db) =>
      db.query(
        `SELECT (SELECT json_agg(c) FROM one_time_code c)::text || (SELECT json_agg(a) FROM audit_log a)::text AS all`,
      ),
    )
    expect(rows.rows[0].all).not.toContain(code)
  })

  it('are made by admins for students, and by root for admins', async () => {
    const [student, admin, colleague] = await Promise.all([somebody(), somebody('ADMIN'), somebody('ADMIN')])
    const make = (client: TestClient, id: string) =>
      client.ask(`mutation ($id: ID!) { createOneTimeCode(userId: $id) { code problems { code } } }`, { id })
    expect(codeOf(await make(student.client, admin.id))).toBe('FORBIDDEN')
    expect(codeOf(await make(admin.client, colleague.id))).toBe('FORBIDDEN')
    expect((await make(admin.client, student.id)).data.createOneTimeCode.code).toMatch(/^(\w{5}-){2}\w{5}$/)
    expect((await make(root, colleague.id)).data.createOneTimeCode.problems).toEqual([])
  })

  it('are guessed no more often than passwords', async () => {
    const { id, username } = await somebody()
    const { code } = await issue(id)
    const other = await issue((await somebody()).id)
    const guesser = visitor()
    const input = { username, code: other.code, newPassword: 'a new password' }
    for (let tries = 0; tries < ATTEMPTS_PER_ACCOUNT; tries++) await guesser.data(SET_PASSWORD, { input })
    expect(codeOf(await guesser.ask(SET_PASSWORD, { input: { ...input, code } }))).toBe('RATE_LIMITED')
  })
})

describe('K15 P1: the second factor', () => {
  /** Codes of later steps: each counts once, and tests do not wait for the clock. */
  const codeFor = (secret: string, stepsAhead = 0) =>
    generate({ secret, epoch: Math.floor((Date.now() + stepsAhead * STEP_MS) / 1_000) })

  async function enrolled(role?: string) {
    const person = await somebody(role)
    const { secret } = await person.client.done(BEGIN, { password: PASSWORD })
    const { recoveryCodes } = await person.client.done(CONFIRM, { code: await codeFor(secret, -1) })
    return { ...person, secret: secret as string, recoveryCodes: recoveryCodes as string[] }
  }

  it('is asked for only after it was confirmed', async () => {
    const { username, client } = await somebody()
    const wrong = await client.data(BEGIN, { password: 'not mine' })
    expect(wrong.beginSecondFactor).toMatchObject({ secret: null, problems: [{ code: 'WRONG_CREDENTIALS' }] })
    const { uri } = await client.done(BEGIN, { password: PASSWORD })
    expect(uri).toMatch(/^otpauth:\/\/totp\/Tollgate:/)
    expect((await client.data(CONFIRM, { code: '000000' })).confirmSecondFactor.problems).toMatchObject([
      { code: 'WRONG_CREDENTIALS' },
    ])
    expect(await logIn(visitor(), username)).toMatchObject({ obstacle: null, problems: [] })
  })

  it('opens nothing before it is shown, and everything after', async () => {
    const { id, username, secret, client } = await enrolled()
    expect(await client.data('{ mySecondFactor { isEnabled recoveryCodesLeft } }')).toEqual({
      mySecondFactor: { isEnabled: true, recoveryCodesLeft: 10 },
    })
    const browser = visitor()
    expect(await logIn(browser, username)).toMatchObject({ user: null, obstacle: 'SECOND_FACTOR' })
    expect(await browser.data('{ me { id } signInState { obstacle } }')).toEqual({
      me: null,
      signInState: { obstacle: 'SECOND_FACTOR' },
    })
    for (const query of ['{ mySessions { id } }', '{ mySecondFactor { isEnabled } }', `{ user(id: "${id}") { id } }`])
      expect(codeOf(await browser.ask(query)), query).toBe('FORBIDDEN')
    const changing = `mutation { changePassword(input: { currentPassword: "${PASSWORD}", newPassword: "another one" }) { problems { code } } }`
    expect(codeOf(await browser.ask(changing))).toBe('FORBIDDEN')
    const before = [...browser.cookies.values()]
    const shown = await browser.done(VERIFY, { code: await codeFor(secret) })
    expect(shown).toMatchObject({ user: { username }, obstacle: null })
    expect([...browser.cookies.values()], 'a new privilege, a new session').not.toEqual(before)
    expect(await browser.data('{ me { id } }')).toEqual({ me: { id } })
  })

  it('counts once, in whatever session it is shown', async () => {
    const { username, secret } = await enrolled()
    const code = await codeFor(secret)
    const [one, other] = [visitor(), visitor()]
    await logIn(one, username)
    await logIn(other, username)
    const answers = await Promise.all([one, other].map(async (browser) => browser.data(VERIFY, { code })))
    const right = answers.filter(({ verifySecondFactor }) => verifySecondFactor.problems.length === 0)
    expect(right).toHaveLength(1)
  })

  it('is guessed five times in five minutes, aliases counted', async () => {
    const { username, secret } = await enrolled()
    const browser = visitor()
    await logIn(browser, username)
    const guesses = Array.from(
      { length: CODES_PER_USER },
      (_, n) => `g${n}: verifySecondFactor(code: "00000${n}") { problems { code } }`,
    )
    await browser.ask(`mutation { ${guesses.join(' ')} }`)
    expect(codeOf(await browser.ask(VERIFY, { code: await codeFor(secret, 1) }))).toBe('RATE_LIMITED')
  })

  it('is stood in for by each recovery code once', async () => {
    const { username, recoveryCodes } = await enrolled()
    const [code = ''] = recoveryCodes
    const first = visitor()
    await logIn(first, username)
    await first.done(VERIFY, { code: code.toLowerCase() })
    const second = visitor()
    await logIn(second, username)
    expect((await second.data(VERIFY, { code })).verifySecondFactor.problems).toHaveLength(1)
  })

  it('is removed with password and code, by admins with a reason', async () => {
    const { id, username, secret, client } = await enrolled()
    const remove = async (password: string, code: string) =>
      (await client.data(REMOVE, { password, code })).removeSecondFactor
    expect((await remove('not mine', await codeFor(secret))).problems).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
    expect((await remove(PASSWORD, '000000')).problems).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
    expect(await remove(PASSWORD, await codeFor(secret))).toMatchObject({ secondFactor: { isEnabled: false } })
    expect(await logIn(visitor(), username)).toMatchObject({ obstacle: null })
    const reset = `mutation ($id: ID!, $reason: String!) { resetSecondFactor(userId: $id, reason: $reason) { user { hasSecondFactor } problems { code path } } }`
    expect((await root.data(reset, { id, reason: ' ' })).resetSecondFactor.problems).toMatchObject([
      { path: ['reason'] },
    ])
    const again = await enrolled()
    expect(await root.done(reset, { id: again.id, reason: 'lost his telephone' })).toMatchObject({
      user: { hasSecondFactor: false },
    })
    expect(await logIn(visitor(), again.username)).toMatchObject({ obstacle: null })
  })

  it('is stored sealed', async () => {
    const { secret, recoveryCodes } = await enrolled()
    const { rows } = await withClient(servers.urls.owner, (db) =>
      db.query(
        `SELECT (SELECT json_agg(u) FROM app_user u)::text || (SELECT json_agg(r) FROM recovery_code r)::text
           || (SELECT json_agg(a) FROM audit_log a)::text AS all`,
      ),
    )
    for (const kept of [secret, ...recoveryCodes]) expect(rows[0].all).not.toContain(kept)
  })
})

describe('what the installation asks of everybody', () => {
  const change = async (patch: object) => {
    const { settings } = await root.data('{ settings { version } }')
    return root.done(
      `mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { settings { version } problems { code message } } }`,
      { input: { version: settings.version, ...patch } },
    )
  }

  it('a required second factor is the first thing that an admin sets up', async () => {
    const admin = await somebody('ADMIN')
    await change({ secondFactorRequired: true })
    try {
      expect(await admin.client.data('{ me { username } signInState { obstacle } }')).toEqual({
        me: { username: admin.username },
        signInState: { obstacle: 'ENROLMENT' },
      })
      expect(codeOf(await admin.client.ask('{ users { totalCount } }'))).toBe('FORBIDDEN')
      const { secret } = await admin.client.done(BEGIN, { password: PASSWORD })
      const code = await generate({ secret })
      await admin.client.done(CONFIRM, { code })
      expect((await admin.client.data('{ users { totalCount } }')).users.totalCount).toBeGreaterThan(0)
      const next = await generate({ secret, epoch: Math.floor((Date.now() + STEP_MS) / 1_000) })
      const removal = await admin.client.data(REMOVE, { password: PASSWORD, code: next })
      expect(removal.removeSecondFactor.problems).toMatchObject([{ code: 'CONFLICT' }])
    } finally {
      await withClient(servers.urls.owner, (db) => db.query('UPDATE setting SET second_factor_required = false'))
    }
  })

  it('G1: terms are accepted with version and date before keys are made', async () => {
    const { client } = await somebody()
    await change({ termsText: '仅用于学习与研究', termsVersion: '2026-09' })
    const create = 'mutation { createApiKey(input: { name: "x" }) { secret problems { code } } }'
    expect(codeOf(await client.ask(create))).toBe('FORBIDDEN')
    const accept = `mutation ($version: String!) { acceptTerms(version: $version) { user { termsVersion termsAcceptedAt } problems { code } } }`
    expect((await client.data(accept, { version: '2025-09' })).acceptTerms.problems).toMatchObject([
      { code: 'CONFLICT' },
    ])
    const { terms } = (await visitor().data('{ installation { terms { text version } } }')).installation
    expect(terms).toEqual({ text: '仅用于学习与研究', version: '2026-09' })
    const { user } = await client.done(accept, { version: terms.version })
    expect(user).toMatchObject({ termsVersion: '2026-09', termsAcceptedAt: expect.any(String) })
    expect((await client.data(create)).createApiKey.problems).toEqual([])
    await change({ termsVersion: '2027-09' })
    expect((await client.data('{ signInState { obstacle } }')).signInState.obstacle).toBe('TERMS')
    await change({ termsText: null, termsVersion: null })
    expect((await client.data('{ signInState { obstacle } }')).signInState.obstacle).toBeNull()
  })
})
