// A channel's address is the only way a caller's words leave the gateway: it leads to nothing that is not listed.

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, scripted } from '../support/chat.js'
import { openScene, type Scene, type Student } from '../support/scene.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const REDIRECTS = [301, 302, 303, 307, 308]
const KEY = 'upstream-canary-key-77'

let scene: Scene
let student: Student
let canary: Server
let canaryPort: number
const reached: string[] = []

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'egress')
  canary = createServer((request, response) => {
    reached.push(`${request.url} ${request.headers.authorization}`)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(canary, 'listening')
  const address = canary.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP listener without a port')
  canaryPort = address.port
  await scene.declare({
    rest: { settings: { routing: { maxRetries: 3, cooldown: false, autoDisable: false } } },
    models: [{ name: 'allowed', price: PRICE, maxOutputTokens: 100 }],
    channels: [{ name: 'allowed', models: ['allowed'], keys: [KEY] }],
  })
  student = await scene.student({ balance: '50' })
  await scene.untilOffered(student, 'allowed')
})
afterAll(async () => {
  await scene?.declare({ rest: { settings: { routing: { maxRetries: 3, cooldown: true, autoDisable: true } } } })
  canary?.close()
  await scene?.close()
})

const call = (model: string, script = 'chunks=1') =>
  chat({
    origin: scene.facts.origin,
    key: student.key,
    body: { model: scene.model(model), messages: [scripted(script)] },
  })

it('the listed address is reached', async () => {
  expect((await call('allowed')).status).toBe(200)
})

const HOSTS: [id: string, name: string, host: string][] = [
  ['S01', 'loopback', '127.0.0.1'],
  ['S03', 'decimal', '2130706433'],
  ['S03', 'hex', '0x7f000001'],
  ['S03', 'octal', '0177.0.0.1'],
  ['S03', 'short', '127.1'],
  ['S03', 'zero', '0'],
  ['S03', 'full-width', '１２７.０.０.１'],
  ['S02', 'mapped IPv6', '[::ffff:127.0.0.1]'],
  ['S02', 'compatible IPv6', '[::127.0.0.1]'],
  ['S05', 'a name of a private address', 'localhost'],
]

describe('an address that is not listed', () => {
  it.each(HOSTS)('%s %s: %s', async (_id, name, host) => {
    const short = `to-${name.replaceAll(' ', '-')}`
    // an administrator may be refused at once; if not, the gateway must not dial
    const isDeclared = await scene
      .declare({
        models: [{ name: short, price: PRICE, maxOutputTokens: 100 }],
        channels: [{ name: short, models: [short], baseUrl: `http://${host}:${canaryPort}/v1`, keys: [KEY] }],
      })
      .then(() => true)
      .catch((error: unknown) => {
        if (!String(error).includes('applyState')) throw error
        return false
      })
    if (isDeclared) {
      await scene.untilOffered(student, short)
      const outcome = await call(short)
      expect([502, 503]).toContain(outcome.status)
      expect(outcome.text).not.toContain(String(canaryPort))
    }
    expect(reached).toEqual([])
  })
})

describe('S07: a redirect is not followed, and the key does not go along', () => {
  it.each(REDIRECTS)('%i', async (status) => {
    for (const target of [`http://127.0.0.1:${canaryPort}/x`, `//127.0.0.1:${canaryPort}/x`, 'file:///etc/passwd']) {
      const outcome = await call('allowed', `status=${status},redirect=${encodeURIComponent(target)}`)
      expect(outcome.status).toBe(502)
      expect(outcome.headers.get('location')).toBeNull()
    }
    expect(reached).toEqual([])
  })
})
