import 'reflect-metadata'
import { type OidcPerson, startOidcProvider, type TestOidcProvider } from '@tollgate/testkit/oidc'
import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  PUBLIC_URL,
  startTestApp,
  startTestServers,
  type TestApp,
  type TestServers,
  withClient,
} from '../../testing/test-app.js'
import type { Json, TestClient } from '../../testing/test-client.js'
import { type Forger, now, startForger, type TokenChange } from './testing/forger.js'

const PASSWORD = 'correct horse battery'
const CALLBACK = `${PUBLIC_URL}/login/oidc/callback`
const BEGIN = `mutation ($input: BeginOidcLogInInput!) { beginOidcLogIn(input: $input) { url problems { code message } } }`
const COMPLETE = `mutation ($input: CompleteOidcLogInInput!) {
  completeOidcLogIn(input: $input) { user { id username state role displayName } obstacle next isConnected problems { code message } }
}`
const CONNECT = `mutation ($password: String!) { beginOidcConnection(password: $password) { url problems { code } } }`
const CREATE_USER = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id version } problems { code } } }`
const ME = `{ me { username state role groups { name } courses { role course { name } } } }`

let servers: TestServers
let app: TestApp
let root: TestClient
let provider: TestOidcProvider
let nameNumber = 0

const MAP = {
  teachers: { role: 'finance', groups: ['vip'] },
  optics: { groups: ['lab'], courses: ['Optics 2026'] },
  ghosts: { groups: ['no such group'] },
}
const oidcEnv = (more: Record<string, string> = {}) => ({
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.clientId,
  OIDC_CLIENT_SECRET: provider.clientSecret,
  OIDC_LABEL: 'Campus ID',
  OIDC_GROUP_MAP: JSON.stringify(MAP),
  ...more,
})

beforeAll(async () => {
  servers = await startTestServers()
  provider = await startOidcProvider()
  provider.serve({ redirectUri: CALLBACK, afterLogOut: `${PUBLIC_URL}/login` })
  app = await startTestApp(servers, { env: oidcEnv() })
  root = await app.root()
  const group = `mutation ($input: CreateGroupInput!) { createGroup(input: $input) { problems { code } } }`
  for (const name of ['vip', 'lab', 'by hand']) await root.done(group, { input: { name, ratio: '1' } })
  await root.done(`mutation ($input: CreateCourseInput!) { createCourse(input: $input) { problems { code } } }`, {
    input: { name: 'Optics 2026' },
  })
})
afterAll(async () => {
  await app?.close()
  await provider?.close()
  await servers?.close()
})

const person = (more: Partial<OidcPerson> = {}): OidcPerson & { preferred_username: string } => {
  const name = `student-${nameNumber++}`
  return { subject: `subject of ${name}`, preferred_username: name, ...more }
}

async function begin(client: TestClient, at: Json = {}): Promise<string> {
  return (await client.done(BEGIN, { input: at })).url
}

/** Once through the provider and back. */
async function logIn(client: TestClient, who: OidcPerson | 'denied', at: Json = {}): Promise<Json> {
  provider.nextPerson = who
  const parameters = await provider.follow(await begin(client, at))
  return (await client.data(COMPLETE, { input: { parameters } })).completeOidcLogIn
}

const firstCode = (payload: Json): string => payload.problems[0]?.code
const audit = async (userId: string): Promise<string[]> => {
  const { auditLog } = await root.data(
    `query ($filter: AuditFilter) { auditLog(filter: $filter) { nodes { action } } }`,
    { filter: { targetKind: 'user', targetId: userId } },
  )
  return auditLog.nodes.map(({ action }: Json) => action)
}

describe('somebody new', () => {
  it('whom the map names has an account at once, with what it stands for', async () => {
    const client = app.visitor()
    const who = person({ name: 'Ada', groups: ['optics', 'unknown'] })
    const { user, obstacle, next, problems } = await logIn(client, who, { next: '/keys' })
    expect({ problems, obstacle, next }).toEqual({ problems: [], obstacle: null, next: '/keys' })
    expect(user).toMatchObject({
      username: who.preferred_username,
      state: 'ACTIVE',
      role: 'STUDENT',
      displayName: 'Ada',
    })
    const { me } = await client.data(ME)
    expect(me.groups.map(({ name }: Json) => name).toSorted()).toEqual(['default', 'lab'])
    expect(me.courses).toEqual([{ role: 'STUDENT', course: { name: 'Optics 2026' } }])
    expect(await audit(user.id)).toEqual(expect.arrayContaining(['user:create', 'user:map-groups']))
  })

  it('whom it does not name waits; and waits no longer once it does', async () => {
    const who = person()
    expect((await logIn(app.visitor(), who)).user.state).toBe('PENDING')
    expect((await logIn(app.visitor(), { ...who, groups: ['teachers'] })).user).toMatchObject({
      state: 'ACTIVE',
      role: 'FINANCE',
    })
  })

  it('comes back to the same account, whatever his name is by then', async () => {
    const who = person({ groups: ['optics'] })
    const { user } = await logIn(app.visitor(), who)
    const again = await logIn(app.visitor(), { ...who, preferred_username: 'another-name' })
    expect(again.user.id).toBe(user.id)
    expect(again.user.username).toBe(who.preferred_username)
  })

  it('two at once are one account', async () => {
    provider.nextPerson = person({ groups: ['optics'] })
    const [one, other] = [app.visitor(), app.visitor()]
    const answers = [await provider.follow(await begin(one)), await provider.follow(await begin(other))]
    const [first, second] = await Promise.all(
      [one, other].map((client, at) => client.data(COMPLETE, { input: { parameters: answers[at] } })),
    )
    const ids = [first, second].flatMap(({ completeOidcLogIn: { user } }: Json) => user?.id ?? [])
    expect(new Set(ids).size).toBe(1)
  })
})

describe('an account of that name is there', () => {
  const made = async (input: Json): Promise<string> => (await root.done(CREATE_USER, { input })).user.id

  it('made by an admin or a roster and never used: it is his, and its one-time code ends', async () => {
    const who = person({ groups: ['optics'] })
    const id = await made({ username: who.preferred_username, role: 'STUDENT' })
    const { code } = await root.done(
      `mutation ($id: ID!) { createOneTimeCode(userId: $id) { code problems { code } } }`,
      { id },
    )
    const { user } = await logIn(app.visitor(), who)
    expect(user.id).toBe(id)
    const used = await app
      .visitor()
      .data(
        `mutation ($input: SetPasswordWithCodeInput!) { setPasswordWithCode(input: $input) { problems { code } } }`,
        { input: { username: who.preferred_username, code, newPassword: PASSWORD } },
      )
    expect(firstCode(used.setPasswordWithCode)).toBe('WRONG_CREDENTIALS')
  })

  it('with a password: refused, and nothing is connected', async () => {
    const who = person()
    const id = await made({ username: who.preferred_username, role: 'STUDENT', password: PASSWORD })
    const refused = await logIn(app.visitor(), who)
    expect(refused.user).toBeNull()
    expect(refused.problems).toEqual([
      {
        code: 'LOG_IN_REFUSED',
        message: expect.stringContaining(`The account ${who.preferred_username} has a password`),
      },
    ])
    expect(await audit(id)).not.toContain('user:connect-log-in')
  })

  it('of staff, without a password: refused', async () => {
    const who = person({ groups: ['teachers'] })
    await made({ username: who.preferred_username, role: 'ADMIN' })
    expect((await logIn(app.visitor(), who)).problems[0].message).toContain('belongs to staff')
  })

  it('of another person of the provider: refused', async () => {
    const who = person({ groups: ['optics'] })
    await logIn(app.visitor(), who)
    const refused = await logIn(app.visitor(), { ...who, subject: 'somebody else' })
    expect(refused.problems[0].message).toContain('another person of Campus ID')
  })

  it('registered by somebody without proof: it goes to the owner of the name', async () => {
    const who = person({ preferred_username: '2200011111', groups: ['optics'] })
    const thief = app.visitor()
    await thief.done(`mutation ($input: RegisterInput!) { register(input: $input) { problems { code } } }`, {
      input: { username: who.preferred_username, password: PASSWORD },
    })
    const { user } = await logIn(app.visitor(), who)
    expect(user).toMatchObject({ username: who.preferred_username, state: 'ACTIVE' })
    expect(await thief.data('{ me { id } }')).toEqual({ me: null })
    const answer = await app.visitor().logIn(who.preferred_username, PASSWORD)
    expect(answer.data.logIn.problems).toMatchObject([{ code: 'WRONG_CREDENTIALS' }])
  })

  it('disabled: refused, and a connected one too', async () => {
    const who = person({ groups: ['optics'] })
    const { user } = await logIn(app.visitor(), who)
    const { version } = (await root.data(`query ($id: ID!) { user(id: $id) { version } }`, { id: user.id })).user
    const client = app.visitor()
    await logIn(client, who)
    await root.done(`mutation ($input: UpdateUserInput!) { updateUser(input: $input) { problems { code } } }`, {
      input: { id: user.id, version, state: 'DISABLED' },
    })
    expect(firstCode(await logIn(app.visitor(), who))).toBe('ACCOUNT_DISABLED')
    expect(await client.data('{ me { id } }')).toEqual({ me: null })
  })
})

describe('what the map governs', () => {
  it('comes and goes with the groups at the provider; the rest stays', async () => {
    const who = person({ groups: ['optics', 'teachers', 'ghosts'] })
    const { user } = await logIn(app.visitor(), who)
    const { groups } = await root.data('{ groups { nodes { id name } } }')
    const idOf = (name: string) => groups.nodes.find((each: Json) => each.name === name).id
    const { user: before } = await root.data(`query ($id: ID!) { user(id: $id) { version } }`, { id: user.id })
    await root.done(`mutation ($input: UpdateUserInput!) { updateUser(input: $input) { problems { code } } }`, {
      input: { id: user.id, version: before.version, groupIds: ['vip', 'lab', 'by hand'].map(idOf) },
    })
    const client = app.visitor()
    await logIn(client, { ...who, groups: [] })
    const { me } = await client.data(ME)
    expect(me).toMatchObject({ role: 'STUDENT', courses: [] })
    expect(me.groups.map(({ name }: Json) => name).toSorted()).toEqual(['by hand', 'default'])
  })

  it('a role that changes ends the sessions that had the other one', async () => {
    const who = person({ groups: ['teachers'] })
    const older = app.visitor()
    await logIn(older, who)
    await logIn(app.visitor(), { ...who, groups: ['optics'] })
    expect(await older.data('{ me { id } }')).toEqual({ me: null })
  })
})

describe('the second factor', () => {
  it('is asked for after the provider, whatever the provider asked for', async () => {
    const who = person({ groups: ['optics'] })
    const client = app.visitor()
    await logIn(client, who)
    // no password here: who came from the provider just now has proved himself
    const { secret } = await client.done(`mutation { beginSecondFactor(password: "") { secret problems { code } } }`)
    const confirm = `mutation ($code: String!) { confirmSecondFactor(code: $code) { recoveryCodes problems { code } } }`
    const { recoveryCodes } = await client.done(confirm, { code: await generate({ secret }) })
    const again = app.visitor()
    const { user, obstacle } = await logIn(again, who)
    expect({ user, obstacle }).toEqual({ user: null, obstacle: 'SECOND_FACTOR' })
    expect(await again.data('{ me { id } }')).toEqual({ me: null })
    await again.done(`mutation ($code: String!) { verifySecondFactor(code: $code) { problems { code } } }`, {
      code: recoveryCodes[0],
    })
    expect((await again.data(ME)).me.username).toBe(who.preferred_username)
  })

  it('a session from the provider stands for a password for ten minutes, and never for somebody who has one', async () => {
    const who = person({ groups: ['optics'] })
    const client = app.visitor()
    const { user } = await logIn(client, who)
    await withClient(servers.urls.owner, (db) =>
      db.query(`UPDATE session SET created_at = now() - interval '11 minutes' WHERE user_id = $1`, [user.id]),
    )
    const set = `mutation { beginSecondFactor(password: "") { problems { code } } }`
    expect(firstCode((await client.data(set)).beginSecondFactor)).toBe('WRONG_CREDENTIALS')
    await logIn(client, who)
    await client.done(
      `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }`,
      {
        input: { currentPassword: '', newPassword: PASSWORD },
      },
    )
    await logIn(client, who)
    expect(firstCode((await client.data(set)).beginSecondFactor)).toBe('WRONG_CREDENTIALS')
  })
})

describe('connecting an account that has a password', () => {
  const withPassword = async () => {
    const who = person()
    await root.done(CREATE_USER, { input: { username: who.preferred_username, role: 'ADMIN', password: PASSWORD } })
    return { who, client: await app.newcomer(who.preferred_username, PASSWORD) }
  }
  const own = `${PASSWORD}, his own`
  const complete = async (client: TestClient, url: string) =>
    (await client.data(COMPLETE, { input: { parameters: await provider.follow(url) } })).completeOidcLogIn

  it('by its owner and his password; then it opens, keeps its role, and can be taken off again', async () => {
    const { who, client } = await withPassword()
    provider.nextPerson = { ...who, preferred_username: 'a-name-that-is-not-looked-at' }
    expect(firstCode((await client.data(CONNECT, { password: 'wrong' })).beginOidcConnection)).toBe('WRONG_CREDENTIALS')
    const { url } = await client.done(CONNECT, { password: own })
    expect(await complete(client, url)).toMatchObject({ isConnected: true, problems: [] })
    expect((await client.data('{ myWaysIn { hasPassword connectedAt } }')).myWaysIn).toMatchObject({
      hasPassword: true,
      connectedAt: expect.any(String),
    })
    expect((await logIn(app.visitor(), who)).user).toMatchObject({ username: who.preferred_username, role: 'ADMIN' })
    const remove = `mutation ($password: String!) { removeOidcConnection(password: $password) { waysIn { connectedAt } problems { code } } }`
    expect((await client.done(remove, { password: own })).waysIn).toEqual({ connectedAt: null })
    expect((await logIn(app.visitor(), who)).problems[0].message).toContain('has a password of its own')
  })

  it('not by another browser that brings the answer', async () => {
    const { who, client } = await withPassword()
    provider.nextPerson = who
    const { url } = await client.done(CONNECT, { password: own })
    const parameters = await provider.follow(url)
    const thief = app.visitor()
    thief.cookies.set('tollgate_log_in', client.cookies.get('tollgate_log_in') ?? '')
    const answer = await thief.data(COMPLETE, { input: { parameters } })
    expect(firstCode(answer.completeOidcLogIn)).toBe('EXPIRED')
  })

  it('not an identity that opens another account', async () => {
    const first = person({ groups: ['optics'] })
    await logIn(app.visitor(), first)
    const { client } = await withPassword()
    provider.nextPerson = first
    const { url } = await client.done(CONNECT, { password: own })
    expect(firstCode(await complete(client, url))).toBe('CONFLICT')
  })

  it('an admin takes a wrong one off, with a reason', async () => {
    const who = person({ groups: ['optics'] })
    const client = app.visitor()
    const { user } = await logIn(client, who)
    const reset = `mutation ($userId: ID!, $reason: String!) {
      resetOidcConnection(userId: $userId, reason: $reason) { problems { code path } }
    }`
    expect((await client.ask(reset, { userId: user.id, reason: 'x' })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const { resetOidcConnection } = await root.data(reset, { userId: user.id, reason: ' ' })
    expect(resetOidcConnection.problems).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    await root.done(reset, { userId: user.id, reason: 'the name was given to somebody else' })
    expect(await client.data('{ me { id } }')).toEqual({ me: null })
    expect((await logIn(app.visitor(), { ...who, subject: 'the right one' })).user.id).toBe(user.id)
  })
})

describe('what can go wrong', () => {
  it('an answer that was used, in the same browser and with the cookie kept', async () => {
    const client = app.visitor()
    provider.nextPerson = person({ groups: ['optics'] })
    const parameters = await provider.follow(await begin(client))
    const flow = client.cookies.get('tollgate_log_in') ?? ''
    await client.done(COMPLETE, { input: { parameters } })
    expect(client.cookies.has('tollgate_log_in')).toBe(false)
    expect(firstCode((await client.data(COMPLETE, { input: { parameters } })).completeOidcLogIn)).toBe('EXPIRED')
    client.cookies.set('tollgate_log_in', flow)
    expect((await client.data(COMPLETE, { input: { parameters } })).completeOidcLogIn.problems).toEqual([
      { code: 'EXPIRED', message: expect.stringContaining('Campus ID says that this log-in was used already') },
    ])
  })

  it('the answer of another browser: the state is not its own', async () => {
    provider.nextPerson = person({ groups: ['optics'] })
    const [one, other] = [app.visitor(), app.visitor()]
    const parameters = await provider.follow(await begin(one))
    await begin(other)
    for (const client of [other, app.visitor()]) {
      const { completeOidcLogIn } = await client.data(COMPLETE, { input: { parameters } })
      expect(firstCode(completeOidcLogIn)).toBe('EXPIRED')
    }
    expect(provider.countOf('/token')).toBeGreaterThan(0)
  })

  it('the cookie opens for nobody: HttpOnly, sealed, ten minutes', async () => {
    const client = app.visitor()
    const answer = await client.ask(BEGIN, { input: {} })
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^tollgate_log_in=v1\..*; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/)
    const state = new URL(answer.data.beginOidcLogIn.url).searchParams.get('state') ?? ''
    expect(cookie).not.toContain(state)
    expect(new URL(answer.data.beginOidcLogIn.url).searchParams.get('code_challenge_method')).toBe('S256')
  })

  it('the person says no', async () => {
    const refused = await logIn(app.visitor(), 'denied')
    expect(refused.problems).toEqual([{ code: 'LOG_IN_REFUSED', message: 'Campus ID did not let you in.' }])
  })

  it('no user name is told, or one that cannot be one here', async () => {
    const nameless = await logIn(app.visitor(), { subject: 'nobody', groups: ['optics'] })
    expect(nameless.problems[0].message).toContain('does not tell your user name ("preferred_username")')
    const strange = await logIn(app.visitor(), { subject: 'strange', preferred_username: 'a b/c', groups: ['optics'] })
    expect(strange.problems[0].message).toContain('cannot be one here')
  })

  it('is said in the language of the browser', async () => {
    provider.nextPerson = 'denied'
    const client = app.visitor()
    const parameters = await provider.follow(await begin(client))
    const answer = await client.ask(COMPLETE, { input: { parameters } }, { 'accept-language': 'zh-CN' })
    expect(answer.data.completeOidcLogIn.problems[0].message).toBe('Campus ID 拒绝了本次登录。')
  })
})

describe('other installations', () => {
  const withApp = async (env: Record<string, string>, work: (other: TestApp) => Promise<void>) => {
    const other = await startTestApp(servers, { env })
    try {
      await work(other)
    } finally {
      await other.close()
    }
  }

  it('without a provider there is none', () =>
    withApp({}, async (other) => {
      const client = other.visitor()
      expect(await client.data('{ installation { logInProvider } }')).toEqual({ installation: { logInProvider: null } })
      const { beginOidcLogIn } = await client.data(BEGIN, { input: {} })
      expect(firstCode(beginOidcLogIn)).toBe('NOT_FOUND')
      expect((await app.visitor().data('{ installation { logInProvider } }')).installation.logInProvider).toBe(
        'Campus ID',
      )
    }))

  it('a provider that is away is told as such, and passwords still work', () =>
    withApp(oidcEnv({ OIDC_ISSUER: 'http://127.0.0.1:9' }), async (other) => {
      const { beginOidcLogIn } = await other.visitor().data(BEGIN, { input: {} })
      expect(beginOidcLogIn.problems).toEqual([
        { code: 'PROVIDER_UNAVAILABLE', message: expect.stringContaining('Campus ID does not answer') },
      ])
      expect(await (await other.root()).data('{ me { role } }')).toEqual({ me: { role: 'ROOT' } })
    }))

  it('a wrong secret is our own fault and is told as one', () =>
    withApp(oidcEnv({ OIDC_CLIENT_SECRET: 'wrong' }), async (other) => {
      provider.nextPerson = person()
      const client = other.visitor()
      const parameters = await provider.follow(await begin(client))
      const { completeOidcLogIn } = await client.data(COMPLETE, { input: { parameters } })
      expect(completeOidcLogIn.problems[0].message).toContain('cannot be used (invalid_client)')
    }))

  it('that make no accounts say whom to ask', () =>
    withApp(oidcEnv({ OIDC_SIGN_UP: 'none' }), async (other) => {
      const who = person({ groups: ['optics'] })
      provider.nextPerson = who
      const client = other.visitor()
      const parameters = await provider.follow(await begin(client))
      const { completeOidcLogIn } = await client.data(COMPLETE, { input: { parameters } })
      expect(completeOidcLogIn.problems[0].message).toContain(`There is no account for ${who.preferred_username} yet`)
    }))

  describe('K18: an ID token', () => {
    let forger: Forger
    beforeAll(async () => {
      forger = await startForger()
    })
    afterAll(() => forger.close())

    const outcome = async (change: TokenChange): Promise<Json> => {
      let answer: Json
      await withApp(oidcEnv({ OIDC_ISSUER: forger.issuer, OIDC_SIGN_UP: 'all' }), async (other) => {
        const client = other.visitor()
        const { searchParams } = new URL(await begin(client))
        forger.tell({ nonce: searchParams.get('nonce'), aud: provider.clientId, ...person() }, change)
        const parameters = `code=x&state=${searchParams.get('state')}`
        answer = (await client.data(COMPLETE, { input: { parameters } })).completeOidcLogIn
      })
      return answer
    }

    it('that is as it should be opens an account, also a little before or after its time', async () => {
      expect((await outcome({})).problems).toEqual([])
      expect((await outcome({ claims: { exp: now() - 30 } })).problems).toEqual([])
    })

    it.each<[string, TokenChange, string]>([
      ['over for an hour', { claims: { exp: now() - 3_600 } }, 'The clocks of Campus ID'],
      ['of another key', { isForged: true }, 'cannot be used'],
      ['without a signature', { isUnsigned: true }, 'cannot be used'],
      ['for another client', { claims: { aud: 'somebody' } }, 'cannot be used'],
      ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'cannot be used'],
      ['with another nonce', { claims: { nonce: 'x' } }, 'cannot be used'],
      ['without a subject', { claims: { sub: undefined } }, 'cannot be used'],
    ])('%s does not', async (_, change, words) => {
      const { user, problems } = await outcome(change)
      expect(user).toBeNull()
      expect(problems[0].message).toContain(words)
    })
  })

  it('S-sink: a discovery document leads to no private address but the provider’s own', async () => {
    const { createServer } = await import('node:http')
    let hits = 0
    const canary = createServer((_, response) => {
      hits++
      response.end('{}')
    })
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    const canaryPort = (canary.address() as { port: number }).port
    const liar = createServer((request, response) => {
      const issuer = `http://localhost:${(liar.address() as { port: number }).port}`
      const document = {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `http://127.0.0.1:${canaryPort}/token`,
        jwks_uri: `http://127.0.0.1:${canaryPort}/jwks`,
        response_types_supported: ['code'],
      }
      response.setHeader('content-type', 'application/json')
      response.end(request.url === '/.well-known/openid-configuration' ? JSON.stringify(document) : '{}')
    })
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve))
    const issuer = `http://localhost:${(liar.address() as { port: number }).port}`
    try {
      await withApp(oidcEnv({ OIDC_ISSUER: issuer }), async (other) => {
        const client = other.visitor()
        const state = new URL(await begin(client)).searchParams.get('state')
        const { completeOidcLogIn } = await client.data(COMPLETE, { input: { parameters: `code=x&state=${state}` } })
        expect(firstCode(completeOidcLogIn)).toBe('PROVIDER_UNAVAILABLE')
      })
      expect(hits).toBe(0)
    } finally {
      await Promise.all([canary, liar].map((server) => new Promise((resolve) => server.close(resolve))))
    }
  })
})

describe('logging out', () => {
  it('ends the session here, and tells where it ends at the provider', async () => {
    const client = app.visitor()
    await logIn(client, person({ groups: ['optics'] }))
    const { providerLogOutUrl } = await client.data('{ providerLogOutUrl }')
    const url = new URL(providerLogOutUrl)
    expect(url.origin).toBe(provider.issuer)
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${PUBLIC_URL}/login`)
    expect(await client.data('mutation { logOut }')).toEqual({ logOut: true })
    expect(await client.data('{ me { id } }')).toEqual({ me: null })
    expect(await root.data('{ providerLogOutUrl }')).toEqual({ providerLogOutUrl: null })
  })
})
