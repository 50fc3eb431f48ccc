// What a caller may use, under every address that clients are configured with (REQUIREMENTS C1, C4, C6, E1, E2).
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { collect } from '../support/chat.js'
import { openScene, type Scene, type Student } from '../support/scene.js'

const run = promisify(execFile)
const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }

let scene: Scene
let student: Student
let vip: Student

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'catalog')
  await scene.declare({
    rest: { groups: [{ name: 'catalog-vip', ratio: '1.5' }] },
    models: [
      { name: 'Qwen/QwQ-32B', price: PRICE, provider: 'Qwen', maxOutputTokens: 8_192, contextTokens: 65_536 },
      { name: 'vip-only', price: PRICE, groups: ['catalog-vip'] },
      { name: 'unpriced' },
    ],
    channels: [
      {
        name: 'main',
        models: ['Qwen/QwQ-32B', 'vip-only', 'unpriced'],
        groups: ['default', 'catalog-vip'],
      },
    ],
  })
  student = await scene.student({ balance: '5' })
  vip = await scene.student({ balance: '5', groups: ['default', 'catalog-vip'], group: 'catalog-vip' })
  await scene.untilOffered(student, 'Qwen/QwQ-32B')
  await scene.untilOffered(vip, 'vip-only')
})
afterAll(() => scene?.close())

const clientOf = (owner: Student, prefix = '/v1') =>
  new OpenAI({ baseURL: `${scene.facts.origin}${prefix}`, apiKey: owner.key, maxRetries: 0 })
const namesFor = async (owner: Student, prefix?: string) =>
  (await collect(clientOf(owner, prefix).models.list())).map(({ id }) => id)

describe('A4, E2: the list', () => {
  it('holds exactly what the key may use', async () => {
    expect(await namesFor(student)).toContain(scene.model('Qwen/QwQ-32B'))
    expect(await namesFor(student)).not.toContain(scene.model('vip-only'))
    expect(await namesFor(student)).not.toContain(scene.model('unpriced'))
    expect(await namesFor(vip)).toContain(scene.model('vip-only'))
    expect(await namesFor(vip)).not.toContain(scene.model('Qwen/QwQ-32B'))
  })

  it.each(['/openai', '/openai/v1', '/v1'])('E1: is the same under %s', async (prefix) => {
    expect(await namesFor(student, prefix)).toContain(scene.model('Qwen/QwQ-32B'))
  })

  it('C4: tells the output limit', async () => {
    const found = (await collect(clientOf(student).models.list())).find(({ id }) => id === scene.model('Qwen/QwQ-32B'))
    expect(JSON.stringify(found)).toContain('8192')
  })
})

describe('C6: one model, whose name has slashes', () => {
  it('is found by its name, escaped as the client does it', async () => {
    const found = await clientOf(student).models.retrieve(scene.model('Qwen/QwQ-32B'))
    expect(found).toMatchObject({ id: scene.model('Qwen/QwQ-32B'), object: 'model' })
  })

  it('is found by its name as it is', async () => {
    const response = await fetch(`${scene.facts.origin}/v1/models/${scene.model('Qwen/QwQ-32B')}`, {
      headers: { authorization: `Bearer ${student.key}` },
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ id: scene.model('Qwen/QwQ-32B') })
  })

  it.each(['vip-only', 'unpriced', 'no-such'])('is not found when the key may not use it: %s', async (name) => {
    await expect(clientOf(student).models.retrieve(scene.model(name))).rejects.toMatchObject({ status: 404 })
  })
})

describe('the public health address', () => {
  it('C1, G04: says up and nothing else', async () => {
    const response = await fetch(`${scene.facts.origin}/health`)
    expect(response.status).toBe(200)
    const text = await response.text()
    expect(text.length).toBeLessThan(100)
    expect(text).not.toMatch(/nats|postgres|version|127\.0\.0\.1|billing|node/i)
  })
})

it('A7, C1, C6: answers curl, with the key in its usual place', async () => {
  const body = JSON.stringify({
    model: scene.model('Qwen/QwQ-32B'),
    stream: true,
    messages: [{ role: 'user', content: '@@script:chunks=3@@' }],
  })
  const { stdout } = await run('curl', [
    '-sN',
    `${scene.facts.origin}/v1/chat/completions`,
    ...['-H', `Authorization: Bearer ${student.key}`, '-H', 'Content-Type: application/json', '-d', body],
  ])
  expect(stdout.trimEnd().endsWith('data: [DONE]')).toBe(true)
  const plain = await run('curl', [
    '-s',
    `${scene.facts.origin}/openai/v1/chat/completions`,
    ...['-H', `Authorization: Bearer ${student.key}`, '-H', 'Content-Type: application/json'],
    ...['-d', body.replace('"stream":true', '"stream":false')],
  ])
  expect(JSON.parse(plain.stdout)).toMatchObject({ object: 'chat.completion' })
})
