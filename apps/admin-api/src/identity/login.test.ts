import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, startTestApp, startTestServers, type TestApp, type TestServers } from '../testing/test-app.js'

let servers: TestServers
let app: TestApp
beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})

describe('first steps', () => {
  it('logs in', async () => {
    const answer = await app.visitor().logIn(ROOT.username, ROOT.password)
    expect(answer).toMatchObject({ data: { logIn: { user: { username: 'chief', role: 'ROOT' }, problems: [] } } })
  })
})
