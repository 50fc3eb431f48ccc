import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, startTestServers, type TestApp, type TestServers } from '../testing/test-app.js'
import type { Json, TestClient } from '../testing/test-client.js'

const PASSWORD = 'correct horse battery'
let servers: TestServers
let app: TestApp
let one: TestClient
let other: TestClient

beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  one = await app.root()
  await one.done(`mutation ($input: CreateUserInput!) { createUser(input: $input) { problems { code } } }`, {
    input: { username: 'other', role: 'ADMIN', password: PASSWORD },
  })
  other = await app.newcomer('other', PASSWORD)
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})

/** Something that two administrators edit. */
interface Shared {
  /** Name of the payload's field. */
  thing: string
  mutation: string
  input: string
  /** @returns what the form was opened with */
  make(): Promise<{ id?: string; version: number }>
  field: string
  values: [unknown, unknown]
}

const made = async (mutation: string, input: Json, thing: string): Promise<Json> =>
  Object.values(
    (await one.data(
      `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${thing} { id version } problems { message } } }`,
      { input },
    )) as Json,
  ).map((payload) => (payload as Json)[thing])[0]

const SHARED: Record<string, Shared> = {
  users: {
    thing: 'user',
    mutation: 'updateUser',
    input: 'UpdateUserInput',
    make: () => made('createUser', { username: 'shared', role: 'STUDENT' }, 'user'),
    field: 'displayName',
    values: ['Ada', 'Grace'],
  },
  groups: {
    thing: 'group',
    mutation: 'updateGroup',
    input: 'UpdateGroupInput',
    make: () => made('createGroup', { name: 'shared', ratio: '1' }, 'group'),
    field: 'ratio',
    values: ['2', '3'],
  },
  courses: {
    thing: 'course',
    mutation: 'updateCourse',
    input: 'UpdateCourseInput',
    make: () => made('createCourse', { name: 'shared' }, 'course'),
    field: 'costCentre',
    values: ['PHY', 'CHE'],
  },
  models: {
    thing: 'model',
    mutation: 'updateModel',
    input: 'UpdateModelInput',
    make: () => made('createModel', { name: 'shared', groupIds: [] }, 'model'),
    field: 'contextTokens',
    values: [4_096, 8_192],
  },
  channels: {
    thing: 'channel',
    mutation: 'updateChannel',
    input: 'UpdateChannelInput',
    make: () =>
      made(
        'createChannel',
        {
          name: 'shared',
          type: 'OPENAI_COMPATIBLE',
          baseUrl: 'https://api.example.com/v1',
          keys: ['k'],
          models: ['m'],
          groupIds: [],
        },
        'channel',
      ),
    field: 'priority',
    values: [7, 9],
  },
  settings: {
    thing: 'settings',
    mutation: 'updateSettings',
    input: 'UpdateSettingsInput',
    make: async () => (await one.data('{ settings { version } }')).settings,
    field: 'notice',
    values: ['closed on Monday', 'closed on Friday'],
  },
}

describe('A18 P1: of two administrators who edit the same', () => {
  it.each(Object.entries(SHARED))(
    '%s: the later one is told, sees the present values, and loses nothing of the first',
    async (_, shared) => {
      const { thing, mutation, field, values } = shared
      const opened = await shared.make()
      const save = async (client: TestClient, value: unknown, seen: { id?: string; version: number }): Promise<Json> =>
        (
          await client.data(
            `mutation ($input: ${shared.input}!) { ${mutation}(input: $input) { ${thing} { ${field} version } problems { code message } } }`,
            { input: { ...(seen.id !== undefined && { id: seen.id }), version: seen.version, [field]: value } },
          )
        )[mutation]
      const first = await save(one, values[0], opened)
      expect(first.problems).toEqual([])
      const late = await save(other, values[1], opened)
      expect(late.problems).toMatchObject([
        { code: 'CONFLICT', message: expect.stringContaining('changed this meanwhile') },
      ])
      expect(late[thing]).toEqual(first[thing])
      const again = await save(other, values[1], { ...opened, version: late[thing].version })
      expect(again).toMatchObject({ problems: [], [thing]: { [field]: values[1] } })
    },
  )
})
