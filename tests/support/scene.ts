import { randomInt } from 'node:crypto'
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream, waitUntil } from '@tollgate/testkit'
import { type AppliedState, applyState, type StateChannel, type StateFile, type StateModel } from './apply-state.js'
import { type Audit, openAudit } from './audit.js'
import { getGraphql } from './graphql.js'
import type { StackFacts } from './stack-facts.js'

/** A student who may call: his key works at every gateway. */
export interface Student {
  userId: string
  username: string
  password: string
  key: string
  /** All of them, `key` first. */
  keys: string[]
  /** The wallet that pays. */
  accountId: string
}

export interface StudentOptions {
  /** Currency units. */
  balance?: string
  /** Of the key; default: the default group. */
  group?: string
  groups?: string[]
  role?: 'student' | 'finance' | 'admin' | 'root'
  /** Default 1. */
  keyCount?: number
}

/** Things that one test file sets up for itself on the shared stack; names carry a prefix, so that files do not meet. */
export interface Scene {
  readonly facts: StackFacts
  readonly upstream: FakeUpstream
  readonly audit: Audit
  /** Public name of one of this scene's models. */
  model(name: string): string
  /** Declares models and channels. A channel without `baseUrl` points to the scene's upstream and takes its models. */
  declare(state: {
    models?: (Omit<StateModel, 'name'> & { name: string })[]
    channels?: (Omit<StateChannel, 'name' | 'baseUrl'> & { name: string; baseUrl?: string })[]
    rest?: Omit<StateFile, 'models' | 'channels' | 'egressAllow'>
  }): Promise<AppliedState>
  /** A new student with money (currency units) and a key; waits until the key opens the gateway. */
  student(options?: StudentOptions): Promise<Student>
  /** Many of them in one act. */
  students(count: number, options?: StudentOptions): Promise<Student[]>
  /** Resolves once all these keys list the model. @param origins of the gateways that must know; default the first one */
  untilOffered(student: { keys: readonly string[] }, model: string, origins?: readonly string[]): Promise<void>
  close(): Promise<void>
}

export async function openScene(facts: StackFacts, name: string, options?: FakeUpstreamOptions): Promise<Scene> {
  const upstream = await startFakeUpstream(options)
  const audit = openAudit(facts.auditUrl)
  await allowEgress(facts, `127.0.0.1:${upstream.port}`)
  const model = (short: string): string => `${name}/${short}`

  return {
    facts,
    upstream,
    audit,
    model,
    declare: ({ models = [], channels = [], rest }) =>
      applyState(facts.origin, facts.adminToken, {
        ...rest,
        models: models.map((entry) => ({ groups: ['default'], ...entry, name: model(entry.name) })),
        channels: channels.map((entry) => ({
          type: 'openai-compatible',
          baseUrl: upstream.url,
          groups: ['default'],
          keys: ['upstream-key-0000'],
          ...entry,
          name: `${name}-${entry.name}`,
          models: entry.models.map(model),
        })),
      }),
    async student(options) {
      const [student] = await makeStudents(facts, 1, options)
      if (student === undefined) throw new Error('nobody was made')
      return student
    },
    students: (count, options) => makeStudents(facts, count, options),
    async untilOffered(student, short, origins = [facts.origin]) {
      for (const origin of origins)
        for (const key of student.keys)
          await waitUntil(async () => (await listModels(origin, key))?.includes(model(short)) === true)
    },
    async close() {
      await Promise.all([upstream.close(), audit.close()])
    },
  }
}

async function makeStudents(facts: StackFacts, count: number, options: StudentOptions = {}): Promise<Student[]> {
  const { balance, group, groups = ['default'], role = 'student', keyCount = 1 } = options
  const people = Array.from({ length: count }, () => {
    const username = newUsername()
    return { username, password: `pw-${username}-${randomInt(1e9)}` }
  })
  const { mintedKeys } = await applyState(facts.origin, facts.adminToken, {
    users: people.map(({ username, password }) => ({
      username,
      role,
      groups,
      password,
      ...(balance !== undefined && { grants: [{ amount: balance, idempotencyKey: `first-${username}` }] }),
      keys: Array.from({ length: keyCount }, (_, index) => ({
        name: index === 0 ? 'test' : `test-${index + 1}`,
        ...(group !== undefined && { group }),
      })),
    })),
  })
  return Promise.all(
    people.map(async ({ username, password }) => {
      const keys = mintedKeys.filter((minted) => minted.username === username).map(({ secret }) => secret)
      const [key] = keys
      if (key === undefined) throw new Error(`no key was minted for ${username}`)
      const user = await findUser(facts, username)
      for (const one of keys) await waitUntil(async () => (await listModels(facts.origin, one)) !== undefined)
      return { userId: user.id, username, password, key, keys, accountId: user.wallet.id }
    }),
  )
}

async function findUser(facts: StackFacts, username: string): Promise<{ id: string; wallet: { id: string } }> {
  const { users } = await getGraphql<{ users: { nodes: { id: string; username: string; wallet: { id: string } }[] } }>(
    facts.origin,
    { token: facts.adminToken },
    'query ($search: String!) { users(first: 5, filter: { search: $search }) { nodes { id username wallet { id } } } }',
    { search: username },
  )
  const user = users.nodes.find((node) => node.username === username)
  if (user === undefined) throw new Error(`${username} is not listed`)
  return user
}

/** Ten digits, as the default pattern of student ids asks for. */
const newUsername = (): string => `22${String(randomInt(1e8)).padStart(8, '0')}`

/** @returns names, or `undefined` while the key is unknown to the gateway */
async function listModels(origin: string, key: string): Promise<string[] | undefined> {
  const response = await fetch(`${origin}/v1/models`, { headers: { authorization: `Bearer ${key}` } })
  if (!response.ok) return void (await response.arrayBuffer())
  const { data } = (await response.json()) as { data: { id: string }[] }
  return data.map(({ id }) => id)
}

/** Adds to the root role's list, which other files use as well. @param entry exact `host:port` */
export async function allowEgress(facts: StackFacts, entry: string): Promise<void> {
  const { settings } = await getGraphql<{ settings: { egressAllow: string[] } }>(
    facts.origin,
    { token: facts.adminToken },
    '{ settings { egressAllow } }',
  )
  await applyState(facts.origin, facts.adminToken, { egressAllow: [...new Set([...settings.egressAllow, entry])] })
}
