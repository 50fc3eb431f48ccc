import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PUBLIC_URL, startTestApp, type TestApp, withClient } from '../testing/test-app.js'
import { codeOf, createTestClient, type TestClient } from '../testing/test-client.js'
import { startTestStack, type TestStack } from '../testing/test-stack.js'
import { ATTEMPTS_PER_ACCOUNT, WRONG_JOIN_CODES_PER_NETWORK } from './attempts.js'

const PASSWORD = 'correct horse battery'
const ME = '{ me { username state } }'
const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { user { id username state courses { course { name } role } } problems { code message path } }
}`

let stack: TestStack
let app: TestApp
let root: TestClient
let userNumber = 1_000_000_000

beforeAll(async () => {
  stack = await startTestStack()
  ;({ app, root } = stack)
  await root.done(
    'mutation { createCourse(input: { name: "Optics", joinCode: "light-and-lens" }) { problems { code } } }',
  )
})
afterAll(() => stack?.close())

/** Each test in a network of its own: attempts of one do not count for the next. */
let network = 0
const nextAddress = (): string => `10.0.${network++}.7`
const visitor = (): TestClient => app.visitor({ address: nextAddress() })

async function registered(options: { joinCode?: string | undefined } = { joinCode: 'light-and-lens' }) {
  const username = String(userNumber++)
  const client = visitor()
  const { user } = await client.done(REGISTER, { input: { username, password: PASSWORD, ...options } })
  return { client, username, user }
}

describe('A1: registering', () => {
  it('with a join code is active at once, member of the course, and logged in', async () => {
    const { user, client } = await registered()
    expect(user).toMatchObject({ state: 'ACTIVE', courses: [{ course: { name: 'Optics' }, role: 'STUDENT' }] })
    expect(await client.data(ME)).toEqual({ me: { username: user.username, state: 'ACTIVE' } })
  })

  it('wants the pattern of the settings and a password of 8 characters', async () => {
    const wrong = await visitor().data(REGISTER, { input: { username: 'someone', password: PASSWORD } })
    expect(wrong.register.problems).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['username'] }])
    const short = await visitor().data(REGISTER, { input: { username: '1234567890', password: 'short' } })
    expect(short.register.problems).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['password'] }])
  })

  describe('K19 P0: a classmate’s id', () => {
    it('without a code the account is pending and can do nothing', async () => {
      const { client, user } = await registered({})
      expect(user.state).toBe('PENDING')
      const key = await client.ask('mutation { createApiKey(input: { name: "x" }) { secret problems { code } } }')
      expect(codeOf(key)).toBe('FORBIDDEN')
      const grant = `mutation ($id: ID!) { grant(input: { userId: $id, amount: "1", reason: "r", idempotencyKey: "k19" }) { problems { code } } }`
      expect(await root.data(grant, { id: user.id })).toMatchObject({
        grant: { problems: [{ code: 'ACCOUNT_PENDING' }] },
      })
    })

    it('its owner can still register, and whoever took it is out', async () => {
      const thief = await registered({})
      const input = { username: thief.username, password: 'of the true owner', joinCode: 'light-and-lens' }
      const { user } = await visitor().done(REGISTER, { input })
      expect(user.state).toBe('ACTIVE')
      expect(await thief.client.data(ME)).toEqual({ me: null })
      const login = await visitor().logIn(thief.username, PASSWORD)
      expect(login.data.logIn.problems).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
    })

    it('an active account is not taken over', async () => {
      const { username } = await registered()
      const input = { username, password: 'somebody else', joinCode: 'light-and-lens' }
      expect((await visitor().data(REGISTER, { input })).register.problems).toMatchObject([{ code: 'CONFLICT' }])
    })

    it('a pending account that an admin made or touched is not taken over', async () => {
      const update = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { version } problems { code path } } }`
      const { user } = await registered()
      const { user: row } = await root.data('query ($id: ID!) { user(id: $id) { version } }', { id: user.id })
      const back = await root.data(update, { input: { id: user.id, version: row.version, state: 'PENDING' } })
      expect(back.updateUser.problems).toEqual([{ code: 'BAD_USER_INPUT', path: ['state'] }])

      const applied = String(userNumber++)
      const state = { version: 1, users: [{ username: applied, role: 'admin', state: 'pending' }] }
      const apply = 'mutation ($input: ApplyStateInput!) { applyState(input: $input) { problems { code } } }'
      await root.done(apply, { input: { state: JSON.stringify(state), dryRun: false } })
      const touched = await registered({})
      const { user: pending } = await root.data('query ($id: ID!) { user(id: $id) { version } }', {
        id: touched.user.id,
      })
      await root.done(update, { input: { id: touched.user.id, version: pending.version, role: 'FINANCE' } })
      for (const username of [applied, touched.username]) {
        const input = { username, password: 'somebody else', joinCode: 'light-and-lens' }
        expect((await visitor().data(REGISTER, { input })).register.problems).toMatchObject([{ code: 'CONFLICT' }])
      }
    })

    it('guesses of join codes are bounded per network, whatever the name; right ones are not', async () => {
      const address = nextAddress()
      const register = (joinCode: string) =>
        app
          .visitor({ address })
          .ask(REGISTER, { input: { username: String(userNumber++), password: PASSWORD, joinCode } })
      const classmates = await Promise.all(Array.from({ length: 60 }, () => register('light-and-lens')))
      expect(classmates.map((answer) => answer.data?.register.user?.state)).toEqual(Array(60).fill('ACTIVE'))
      const answers = await Promise.all(
        Array.from({ length: WRONG_JOIN_CODES_PER_NETWORK + 5 }, () => register('a wrong code')),
      )
      expect(answers.filter((answer) => codeOf(answer) === 'RATE_LIMITED')).toHaveLength(5)
      expect((await register('light-and-lens')).data.register.problems).toEqual([])
    })
  })
})

describe('K10 P0: passwords', () => {
  it('are hashed again at the next log-in when the cost was raised', async () => {
    const { username } = await registered()
    const dearer = await startTestApp(stack.servers, { config: { passwordCost: { memoryKib: 2_048, iterations: 1 } } })
    await dearer.visitor({ address: nextAddress() }).logIn(username, PASSWORD)
    await dearer.close()
    const [stored] = await stack.sql('SELECT password_hash FROM app_user WHERE username = $1', [username])
    expect(stored.password_hash).toMatch(/^\$argon2id\$v=19\$m=2048,t=1/)
  })
})

describe('K11 P0: guessing passwords', () => {
  it('10 wrong ones from a network in a row: even the right one is refused there, elsewhere it works', async () => {
    const { username } = await registered()
    const attacker = visitor()
    for (let i = 0; i < ATTEMPTS_PER_ACCOUNT; i++) await attacker.logIn(username, 'wrong password')
    expect(codeOf(await attacker.logIn(username, PASSWORD))).toBe('RATE_LIMITED')
    expect((await visitor().logIn(username, PASSWORD)).data.logIn.user.username).toBe(username)
  })

  it('counts each of many at once, and each alias in one document', async () => {
    const { username } = await registered()
    const parallel = visitor()
    const answers = await Promise.all(Array.from({ length: 20 }, () => parallel.logIn(username, 'wrong password')))
    expect(answers.filter((answer) => codeOf(answer) === 'RATE_LIMITED')).toHaveLength(20 - ATTEMPTS_PER_ACCOUNT)
    const aliases = Array.from(
      { length: 12 },
      (_, i) => `a${i}: logIn(input: { username: "${username}", password: "wrong ${i}" }) { problems { code } }`,
    )
    const aliased = await visitor().ask(`mutation { ${aliases.join('\n')} }`)
    expect(aliased.errors.map(({ extensions }) => extensions.code)).toContain('RATE_LIMITED')
  })

  it('a browser that logged in before is not refused for the attempts of others', async () => {
    const { client, username } = await registered()
    const address = nextAddress()
    const attacker = app.visitor({ address })
    for (let i = 0; i < ATTEMPTS_PER_ACCOUNT + 1; i++) await attacker.logIn(username, 'wrong password')
    await client.data('mutation { logOut }')
    const sameNetwork = client.at(address)
    expect((await sameNetwork.logIn(username, PASSWORD)).data.logIn.user.username).toBe(username)
    expect(codeOf(await app.visitor({ address }).logIn(username, PASSWORD))).toBe('RATE_LIMITED')
  })

  it('an invented X-Forwarded-For in front of the real address changes nothing', async () => {
    const { username } = await registered()
    const real = nextAddress()
    const answers: (string | undefined)[] = []
    for (let i = 0; i < ATTEMPTS_PER_ACCOUNT + 1; i++)
      answers.push(codeOf(await app.visitor({ address: `203.0.113.${i}, ${real}` }).logIn(username, 'wrong password')))
    expect(answers.at(-1)).toBe('RATE_LIMITED')
  })
})

describe('K12 P1: unknown user and wrong password', () => {
  it('get the same answer', async () => {
    const { username } = await registered()
    const [unknown, wrong] = [
      await visitor().logIn('9999999999', PASSWORD),
      await visitor().logIn(username, 'wrong password'),
    ]
    expect(unknown.text).toBe(wrong.text)
    expect(unknown.status).toBe(wrong.status)
  })
})

describe('K13 P0: cookies', () => {
  const cookiesOf = async (target: TestApp, username: string) => {
    const answer = await target.visitor({ address: nextAddress() }).logIn(username, PASSWORD)
    return { cookies: answer.headers.getSetCookie(), headers: answer.headers }
  }

  it('on http: HttpOnly, Lax, not Secure', async () => {
    const { username } = await registered()
    const { cookies, headers } = await cookiesOf(app, username)
    expect(cookies[0]).toMatch(/^tollgate_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
    expect(headers.get('strict-transport-security')).toBeNull()
    const { installation } = await root.data('{ installation { isInsecureHttp publicUrl } }')
    expect(installation).toEqual({ isInsecureHttp: false, publicUrl: PUBLIC_URL })
  })

  it('on https: __Host-, Secure and HSTS; on http by address a warning', async () => {
    const { username } = await registered()
    const https = await startTestApp(stack.servers, { env: { PUBLIC_URL: 'https://ai.example.edu' } })
    const { cookies, headers } = await cookiesOf(https, username)
    await https.close()
    expect(cookies.every((cookie) => cookie.startsWith('__Host-') && cookie.endsWith('; Secure'))).toBe(true)
    expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
    const http = await startTestApp(stack.servers, { env: { PUBLIC_URL: 'http://10.1.2.3:8080' } })
    const { installation } = await http.visitor().data('{ installation { isInsecureHttp } }')
    await http.close()
    expect(installation.isInsecureHttp).toBe(true)
  })

  it('a new log-in gets a new id and ends the old one; a planted id is not adopted', async () => {
    const { client, username } = await registered()
    const before = client.cookies.get('tollgate_session')
    await client.logIn(username, PASSWORD)
    expect(client.cookies.get('tollgate_session')).not.toBe(before)
    const old = createTestClient(app.url, { origin: PUBLIC_URL }, new Map([['tollgate_session', before ?? '']]))
    expect(await old.data(ME)).toEqual({ me: null })
    const planted = createTestClient(
      app.url,
      { origin: PUBLIC_URL, address: nextAddress() },
      new Map([['tollgate_session', 'planted']]),
    )
    await planted.logIn(username, PASSWORD)
    expect(planted.cookies.get('tollgate_session')).not.toBe('planted')
  })

  it('log-out and a changed password end sessions on the server', async () => {
    const { client, username } = await registered()
    const other = visitor()
    await other.logIn(username, PASSWORD)
    const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }'
    await client.done(change, { input: { currentPassword: PASSWORD, newPassword: 'another password' } })
    expect(await other.data(ME)).toEqual({ me: null })
    expect(await client.data(ME)).toMatchObject({ me: { username } })
    const stolen = createTestClient(app.url, { origin: PUBLIC_URL }, new Map(client.cookies))
    await client.data('mutation { logOut }')
    expect(await stolen.data(ME)).toEqual({ me: null })
  })

  it('have an idle and an absolute end', async () => {
    const { client, username } = await registered()
    const set = (column: string) =>
      stack.sql(`UPDATE session SET ${column} FROM app_user u WHERE u.id = session.user_id AND u.username = $1`, [
        username,
      ])
    await set(`last_seen_at = now() - interval '13 hours'`)
    expect(await client.data(ME)).toEqual({ me: null })
    await set(`last_seen_at = now(), expires_at = now() - interval '1 second'`)
    expect(await client.data(ME)).toEqual({ me: null })
  })

  it('K07 P0: a disabled user’s session ends at the next request, his token too', async () => {
    const { client, user, username } = await registered()
    const create = 'mutation { createPersonalAccessToken(input: { name: "cli" }) { secret problems { code } } }'
    const { secret } = await client.done(create)
    const program = createTestClient(app.url, { token: secret })
    expect(await program.data(ME)).toMatchObject({ me: { username } })
    const { user: row } = await root.data('query ($id: ID!) { user(id: $id) { version } }', { id: user.id })
    const disable = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { problems { code } } }'
    await root.done(disable, { input: { id: user.id, version: row.version, state: 'DISABLED' } })
    expect(await client.data(ME)).toEqual({ me: null })
    expect(codeOf(await program.ask(ME))).toBe('UNAUTHENTICATED')
    const login = await visitor().logIn(username, PASSWORD)
    expect(login.data.logIn.problems).toMatchObject([{ code: 'ACCOUNT_DISABLED' }])
  })
})

describe('a first password that an admin chose', () => {
  it('opens the own account and its own change, nothing else', async () => {
    const username = String(userNumber++)
    await root.done('mutation ($input: CreateUserInput!) { createUser(input: $input) { problems { code } } }', {
      input: { username, role: 'ADMIN', password: 'chosen by root' },
    })
    const client = visitor()
    await client.logIn(username, 'chosen by root')
    const own =
      '{ me { mustChangePassword wallet { balance } groups { name } } mySessions { id } ledgerTransactions { totalCount } }'
    expect(await client.data(own)).toMatchObject({ me: { mustChangePassword: true } })
    const refused = await client.ask('{ users { totalCount } }')
    expect(refused.errors).toMatchObject([
      { message: 'Change your password first.', extensions: { code: 'FORBIDDEN' } },
    ])
    expect(codeOf(await client.ask('{ apiKeys { totalCount } }'))).toBe('FORBIDDEN')
    const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }'
    await client.done(change, { input: { currentPassword: 'chosen by root', newPassword: 'his own secret' } })
    expect((await client.data('{ users(first: 1) { nodes { id } } }')).users.nodes).toHaveLength(1)
  })
})

describe('log-ins of a user', () => {
  const LOG_INS = `query ($id: ID!, $first: Int, $after: String) { logIns(userId: $id, first: $first, after: $after) {
    nodes { method at address userAgent hasSecondFactor isOpen } pageInfo { hasNextPage endCursor } totalCount
  } }`

  it('are told to admins, newest first, those that ended too, page by page', async () => {
    const { client, username, user } = await registered()
    await client.data('mutation { logOut }')
    const address = nextAddress()
    await app.visitor({ address }).logIn(username, PASSWORD)
    const { logIns } = await root.data(LOG_INS, { id: user.id })
    expect(logIns).toMatchObject({
      nodes: [
        { method: 'PASSWORD', address, hasSecondFactor: false, isOpen: true },
        { method: 'PASSWORD', isOpen: false },
      ],
      totalCount: 2,
    })
    expect(logIns.nodes[0].at >= logIns.nodes[1].at).toBe(true)
    const { logIns: newest } = await root.data(LOG_INS, { id: user.id, first: 1 })
    expect(newest).toMatchObject({ nodes: [logIns.nodes[0]], totalCount: 2 })
    const { logIns: older } = await root.data(LOG_INS, { id: user.id, after: newest.pageInfo.endCursor })
    expect(older).toMatchObject({ nodes: [logIns.nodes[1]], pageInfo: { hasNextPage: false } })
  })

  it('are over when nobody used them for long, and when their user is disabled', async () => {
    const { client, user } = await registered()
    const change = (sql: string) => withClient(stack.servers.urls.admin, (db) => db.query(sql, [user.id]))
    const isOpen = async () => (await root.data(LOG_INS, { id: user.id })).logIns.nodes[0].isOpen
    expect(await isOpen()).toBe(true)
    await change(`UPDATE app_user SET state = 'disabled' WHERE id = $1`)
    expect(await isOpen()).toBe(false)
    await change(`UPDATE app_user SET state = 'active' WHERE id = $1`)
    await change(`UPDATE session SET last_seen_at = now() - interval '13 hours' WHERE user_id = $1`)
    expect(await isOpen()).toBe(false)
    expect(await client.data('{ me { id } }')).toEqual({ me: null })
  })

  it('are nobody else’s to read, their own included', async () => {
    const { client, user } = await registered()
    expect(codeOf(await client.ask(LOG_INS, { id: user.id }))).toBe('FORBIDDEN')
    expect(codeOf(await visitor().ask(LOG_INS, { id: user.id }))).toBe('UNAUTHENTICATED')
  })
})

describe('K09 P0, K18 P0: Authorization headers', () => {
  it.each([`' OR 1=1--`, 'Bearer ', '%s%s%n', `Bearer sk-u${'a'.repeat(33)}`, `Bearer ${'x'.repeat(9_000)}`])(
    '%s opens nothing',
    async (authorization) => {
      const answer = await createTestClient(app.url, {}).ask(ME, {}, { authorization })
      expect(answer.data).toEqual({ me: null })
      expect(
        (await createTestClient(app.url, {}).ask('{ mySessions { id } }', {}, { authorization })).errors[0]?.extensions
          .code,
      ).toBe('UNAUTHENTICATED')
    },
  )

  it('a token that is not ours answers nothing, not even as a visitor', async () => {
    const answer = await createTestClient(app.url, { token: `sk-a${'a'.repeat(33)}` }).ask(
      '{ installation { currency } }',
    )
    expect(answer.status).toBe(401)
    expect(codeOf(answer)).toBe('UNAUTHENTICATED')
  })
})

describe('personal access tokens', () => {
  it('live for a year at most', async () => {
    const create = `mutation ($expiresAt: DateTime) {
      createPersonalAccessToken(input: { name: "long", expiresAt: $expiresAt }) { token { expiresAt } problems { path } } }`
    const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const { createPersonalAccessToken: refused } = await root.data(create, { expiresAt: daysFromNow(366) })
    expect(refused.problems).toEqual([{ path: ['expiresAt'] }])
    await root.done(create, { expiresAt: daysFromNow(364) })
    const { token } = await root.done(create, { expiresAt: null })
    expect(token.expiresAt.slice(0, 10)).toBe(daysFromNow(365).slice(0, 10))
  })

  it('end with a changed password, a changed role, and a disabled account', async () => {
    const create = 'mutation { createPersonalAccessToken(input: { name: "cli" }) { secret problems { code } } }'
    const { client, user, username } = await registered()
    const programOf = async () => createTestClient(app.url, { token: (await client.done(create)).secret })
    const first = await programOf()
    const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }'
    await client.done(change, { input: { currentPassword: PASSWORD, newPassword: 'another password' } })
    expect(codeOf(await first.ask(ME))).toBe('UNAUTHENTICATED')
    const update =
      'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { version } problems { code } } }'
    for (const patch of [{ role: 'FINANCE' }, { state: 'DISABLED' }]) {
      const program = await programOf()
      expect(await program.data(ME)).toMatchObject({ me: { username } })
      const { user: row } = await root.data('query ($id: ID!) { user(id: $id) { version } }', { id: user.id })
      const { user: updated } = await root.done(update, { input: { id: user.id, version: row.version, ...patch } })
      await root.done(update, { input: { id: user.id, version: updated.version, state: 'ACTIVE' } })
      expect(codeOf(await program.ask(ME))).toBe('UNAUTHENTICATED')
      await client.logIn(username, 'another password')
    }
  })

  it('act with their owner’s role until they are revoked, and are listed without their secret', async () => {
    const { token, secret } = await root.done(
      'mutation { createPersonalAccessToken(input: { name: "cli" }) { token { id prefix lastFour expiresAt } secret problems { code } } }',
    )
    expect(secret).toMatch(/^sk-a/)
    expect(token.expiresAt).not.toBeNull()
    const program = createTestClient(app.url, { token: secret })
    expect((await program.data('{ settings { currency } }')).settings.currency).toBe('CNY')
    await root.done('mutation ($id: ID!) { revokePersonalAccessToken(id: $id) { problems { code } } }', {
      id: token.id,
    })
    expect(codeOf(await program.ask('{ settings { currency } }'))).toBe('UNAUTHENTICATED')
    const listed = await root.ask('{ myPersonalAccessTokens { id name prefix lastFour revokedAt } }')
    expect(listed.text).not.toContain(secret)
  })
})
