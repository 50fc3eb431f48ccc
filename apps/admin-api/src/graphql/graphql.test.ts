import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLNamedType, getNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, type TestApp } from '../testing/test-app.js'
import { codeOf, createTestClient, LOG_IN, type TestClient } from '../testing/test-client.js'
import { startTestStack, type TestStack } from '../testing/test-stack.js'
import { QUERY_LIMITS } from './limits.js'

let stack: TestStack
let app: TestApp
let root: TestClient
beforeAll(async () => {
  stack = await startTestStack()
  ;({ app, root } = stack)
})
afterAll(() => stack?.close())

const codesOf = (answer: { errors: { extensions: { code: string } }[] }) =>
  answer.errors.map((error) => error.extensions.code)
describe('A01 P0: documents that are too deep, too long, cyclic', () => {
  it.each([
    ['10,000 fields', `{ ${'installation { currency } '.repeat(10_000)} }`],
    ['1 MB', `{ installation { currency } } # ${'x'.repeat(1_000)} \n`.repeat(1_000)],
    ['a cyclic fragment', '{ me { ...A } } fragment A on User { groups { id } ...B } fragment B on User { ...A }'],
    ['depth 9', '{ usage { nodes { apiKey { owner { courses { course { a { b { c } } } } } } } } }'],
    ['depth 1000', `{ ${'me { '.repeat(1_000)}id${' }'.repeat(1_000)} }`],
  ])('%s', async (_, query) => {
    const answer = await root.ask(query)
    expect(answer.status).toBe(400)
    expect(codesOf(answer)).toContain('QUERY_REJECTED')
    expect(answer.data ?? null).toBeNull()
  })

  it('the limit of depth is met exactly', async () => {
    const deepest = '{ apiKeys { nodes { owner { courses { course { id } } } } } }'
    expect((await root.ask(deepest)).errors).toEqual([])
    expect(QUERY_LIMITS.depth).toBe(8)
  })
})

describe('A01 P0: bodies above 256 KiB', () => {
  const apply = 'mutation ($input: ApplyStateInput!) { applyState(input: $input) { problems { code } } }'
  const large = { input: { state: ' '.repeat(300 * 1024), dryRun: true } }

  it('are refused unread, but for those who may apply a state', async () => {
    const visitor = await app.visitor().ask(apply, large)
    expect([visitor.status, codesOf(visitor)]).toEqual([413, ['QUERY_REJECTED']])
    const forged = await app.visitor().ask(apply, large, { authorization: `Bearer sk-a${'a'.repeat(33)}` })
    expect(forged.status).toBe(413)
    expect((await root.data(apply, large)).applyState.problems).toHaveLength(1)
  })

  it('are cut off where they tell no length', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([JSON.stringify({ query: apply, variables: large })]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
  })
})

describe('A02 P0: aliases', () => {
  const aliases = (count: number) =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: installation { currency }`).join(' ')} }`
  it('15 pass, 16 do not', async () => {
    expect((await root.ask(aliases(15))).errors).toEqual([])
    expect(codesOf(await root.ask(aliases(16)))).toEqual(['QUERY_REJECTED'])
    expect(codesOf(await root.ask(aliases(30)))).toContain('QUERY_REJECTED')
  })
})

describe('A03 P0, A04 P1, A05 P1: batches, introspection, directives', () => {
  it('an array of operations is 400', async () => {
    const body = JSON.stringify([{ query: '{ installation { currency } }' }, { query: '{ me { id } }' }])
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'QUERY_REJECTED' } }] })
  })

  it('introspection is off and nothing is suggested', async () => {
    expect(codesOf(await root.ask('{ __schema { types { name } } }'))).toContain('QUERY_REJECTED')
    const misspelt = await root.ask('{ installation { curency } }')
    expect(codesOf(misspelt)).toEqual(['QUERY_REJECTED'])
    expect(misspelt.text).not.toMatch(/did you mean/i)
    const value = await root.ask('query ($role: Role) { users(filter: { role: $role }) { totalCount } }', {
      role: 'ADMIM',
    })
    expect(value.text).toContain('ADMIM')
    expect(value.text).not.toMatch(/did you mean/i)
  })

  it('100 directives are refused', async () => {
    const query = `{ installation { currency ${'@include(if: true) '.repeat(100)} } }`
    expect(codesOf(await root.ask(query))).toContain('QUERY_REJECTED')
  })
})

describe('A06 P0: page sizes and cursors', () => {
  it.each([
    ['first: -1'],
    ['first: 0'],
    ['first: 101'],
    ['after: "junk"'],
    [`after: "${Buffer.from('["2026-01-01","x"]').toString('base64url')}"`],
    [`after: "${Buffer.from(`["x\\u0000","${'0'.repeat(8)}"]`).toString('base64url')}"`],
  ])('%s is bad input', async (args) => {
    const answer = await root.ask(`{ users(${args}) { nodes { id } } }`)
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
  })

  it('a billion is refused, as a literal for its cost, as a variable as bad input', async () => {
    const literal = await root.ask('{ users(first: 1000000000) { nodes { id } } }')
    expect(codesOf(literal)).toEqual(['QUERY_REJECTED'])
    const query = 'query ($first: Int) { users(first: $first) { nodes { id } } }'
    expect(codesOf(await root.ask(query, { first: 1_000_000_000 }))).toEqual(['BAD_USER_INPUT'])
  })

  it('pages go on where the last one ended, in both orders', async () => {
    for (let i = 0; i < 5; i++)
      await root.done('mutation ($input: CreateUserInput!) { createUser(input: $input) { problems { code } } }', {
        input: { username: `paged-${i}`, role: 'STUDENT' },
      })
    for (const sort of ['{ field: USERNAME, direction: ASC }', '{ field: CREATED_AT, direction: DESC }']) {
      const seen: string[] = []
      let after: string | null = null
      do {
        const { users } = await root.data(
          `query ($after: String) { users(first: 2, after: $after, filter: { search: "paged-" }, sort: ${sort}) {
             nodes { username } pageInfo { hasNextPage endCursor } totalCount } }`,
          { after },
        )
        seen.push(...users.nodes.map((user: { username: string }) => user.username))
        expect(users.totalCount).toBe(5)
        after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null
      } while (after !== null)
      expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4].map((i) => `paged-${i}`))
      expect(new Set(seen).size).toBe(5)
    }
  })
})

describe('A12 P0: searching', () => {
  const countOf = async (search: string) =>
    (await root.data('query ($search: String) { users(filter: { search: $search }) { totalCount } }', { search })).users
      .totalCount

  it.each(['%', '_', '%'.repeat(1_000), '\\', `${'a'.repeat(10_000)}`, '(a+)+$', "' OR 1=1--", 'nul\u0000'])(
    '%s is plain text',
    async (search) => expect(await countOf(search)).toBe(0),
  )

  it('finds what is there, upper and lower case', async () => {
    expect(await countOf('CHIEF')).toBe(1)
    expect(await countOf('  hie ')).toBe(1)
  })
})

describe('A12 P0: what PostgreSQL cannot store', () => {
  const KEY = 'mutation ($name: String!) { createApiKey(input: { name: $name }) { problems { code message } } }'
  it.each([
    ['query ($kind: String) { ledgerTransactions(kind: $kind) { totalCount } }', { kind: 'a\0' }],
    ['query ($filter: UsageFilter) { usage(filter: $filter) { totalCount } }', { filter: { modelName: '\ud800' } }],
    [
      'query ($filter: UsageFilter) { usage(filter: $filter) { totalCount } }',
      { filter: { from: '0000-01-01T00:00:00Z' } },
    ],
    ['query ($filter: AuditFilter) { auditLog(filter: $filter) { totalCount } }', { filter: { action: 'a\0' } }],
  ])('%s %j', async (query, variables) => {
    expect(codesOf(await root.ask(query, variables))).toEqual(['BAD_USER_INPUT'])
  })

  it('a name with half a surrogate pair', async () => {
    const { createApiKey } = await root.data(KEY, { name: 'half \udc00' })
    expect(createApiKey.problems).toEqual([{ code: 'BAD_USER_INPUT', message: 'This value is not valid.' }])
  })
})

describe('K14 P0: requests of other sites', () => {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${app.url}/graphql`, { method: 'POST', headers: { cookie: cookieOf(root), ...headers }, body })
  const cookieOf = (client: TestClient) => `tollgate_session=${client.cookies.get('tollgate_session')}`
  const CREATE = JSON.stringify({
    query: 'mutation { createGroup(input: { name: "evil", ratio: "1" }) { problems { code } } }',
  })

  it.each([
    [
      'a form',
      { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
      'query=mutation{logOut}',
    ],
    ['text/plain', { 'content-type': 'text/plain', origin: 'https://evil.example' }, CREATE],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x', origin: 'https://evil.example' }, '--x--'],
    ['another origin', { 'content-type': 'application/json', origin: 'https://evil.example' }, CREATE],
    ['no origin', { 'content-type': 'application/json' }, CREATE],
    ['origin null', { 'content-type': 'application/json', origin: 'null' }, CREATE],
  ])('%s is refused', async (_, headers, body) => {
    expect((await post(headers, body)).status).toBeGreaterThanOrEqual(400)
    const { groups } = await root.data('{ groups { nodes { name } } }')
    expect(groups.nodes).not.toContainEqual({ name: 'evil' })
  })

  it('GET is no way in', async () => {
    const response = await fetch(`${app.url}/graphql?query=${encodeURIComponent('{ me { username } }')}`, {
      headers: { cookie: cookieOf(root) },
    })
    expect(response.status).toBe(405)
  })

  it('a token needs no origin, a foreign one is refused at log-in', async () => {
    const login = await createTestClient(app.url, { origin: 'https://evil.example' }).ask(LOG_IN, { input: ROOT })
    expect(codeOf(login)).toBe('FORBIDDEN')
  })
})

describe('A14 P1: what fails inside', () => {
  it('is INTERNAL with the request id and no detail', async () => {
    await withoutTable('course', async () => {
      const answer = await root.ask('{ courses { nodes { id } } }')
      expect(answer.errors).toEqual([
        {
          message: 'Something went wrong on our side.',
          path: ['courses'],
          extensions: { code: 'INTERNAL', requestId: answer.headers.get('x-request-id') },
        },
      ])
    })
  })
})

describe('the schema', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
  const ownTypes = Object.values(schema.getTypeMap()).filter(
    (type) =>
      !type.name.startsWith('__') &&
      !['String', 'Int', 'Float', 'Boolean', 'ID', 'Query', 'Mutation'].includes(type.name),
  )

  it('describes every type, field, argument and value', () => {
    const bare: string[] = []
    const check = (name: string, thing: { description?: string | null | undefined }) => {
      if (!thing.description) bare.push(name)
    }
    for (const type of ownTypes) check(type.name, type)
    for (const type of Object.values(schema.getTypeMap()).filter((one) => !one.name.startsWith('__'))) {
      if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
      if (isInputObjectType(type) || isObjectType(type))
        for (const field of Object.values(type.getFields())) {
          check(`${type.name}.${field.name}`, field)
          if ('args' in field)
            for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument)
        }
    }
    expect(bare).toEqual([])
  })

  it('A08 P0, K02 P0: no type that can be read has a field for a secret', () => {
    const SHOWN_ONCE = [
      'CreateApiKeyPayload.secret',
      'PersonalAccessTokenPayload.secret',
      'MintedKey.secret',
      'SecondFactorSetupPayload.secret',
    ]
    const readable = ownTypes.filter((type: GraphQLNamedType) => isObjectType(type))
    const suspects = readable.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => /secret|hash|password|sealed|seed|mail|sessionId/i.test(field.name))
        .map((field) => `${type.name}.${field.name}: ${getNamedType(field.type).name}`),
    )
    expect(suspects.map((suspect) => suspect.split(':')[0]).toSorted()).toEqual(
      // two facts about passwords, and a number of the sampling
      [...SHOWN_ONCE, 'User.mustChangePassword', 'WaysIn.hasPassword', 'ConversationParameters.seed'].toSorted(),
    )
  })
})

async function withoutTable(table: string, work: () => Promise<void>): Promise<void> {
  await stack.sql(`ALTER TABLE ${table} RENAME TO gone`)
  try {
    await work()
  } finally {
    await stack.sql(`ALTER TABLE gone RENAME TO ${table}`)
  }
}
