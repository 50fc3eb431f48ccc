// K01: whatever lies on a disk, no secret and no word of a talk can be read from it.

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { chat, scripted } from '../support/chat.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'
import { signedIn } from '../support/signed-in.js'

const UPSTREAM_KEY = 'upstream-canary-key-4711'
const PROMPT = 'canary-prompt-4712'
const ANSWER = 'canary-answer-4713'
const KEPT = 'canary-kept-conversation-4714'
const TITLE = 'canary-title-4715'

let scene: Scene
let student: Student
/** What each place holds, as text. */
let places: Record<'database' | 'nats' | 'journal' | 'logs', string>

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'secrets', { acceptKeys: [UPSTREAM_KEY] })
  await scene.declare({
    models: [{ name: 'chat', price: { inputPerMillion: '2', outputPerMillion: '8' }, maxOutputTokens: 100 }],
    channels: [{ name: 'main', models: ['chat'], keys: [UPSTREAM_KEY] }],
  })
  student = await scene.student({ balance: '5' })
  await scene.untilOffered(student, 'chat')
  for (const script of [`reply=${ANSWER}`, `reply=${ANSWER},no-usage`, 'leak-key', 'status=500']) {
    const outcome = await chat({
      origin: scene.facts.origin,
      key: student.key,
      body: { model: scene.model('chat'), stream: script.includes('no-usage'), messages: [scripted(script, PROMPT)] },
    })
    if (outcome.status === 200) await settledDebit(scene.audit, outcome.requestId)
  }
  await keepConversation()
  places = {
    database: await dumpDatabase(scene.facts.superuserUrl),
    nats: await readAll(scene.facts.natsDir),
    journal: await readAll(scene.facts.outboxDir),
    logs: await readAll(scene.facts.logDir),
  }
})
afterAll(() => scene?.close())

const PLACES = ['database', 'nats', 'journal', 'logs'] as const

it('looks in the right places: what may be there is found', () => {
  const digest = createHash('sha256').update(student.key).digest('hex')
  expect(places.database).toContain(digest)
  expect(places.nats).toContain(digest)
  expect(places.database).toContain(student.key.slice(-4))
  expect(places.journal.length).toBeGreaterThan(100)
  expect(places.logs.length).toBeGreaterThan(100)
})

it.each(PLACES)('%s holds no key, password or token', (place) => {
  for (const secret of [student.key, UPSTREAM_KEY, student.password, scene.facts.adminToken]) {
    expect(places[place].includes(secret), `${secret.slice(0, 12)}… in ${place}`).toBe(false)
  }
})

it.each(PLACES)('%s holds no prompt and no answer', (place) => {
  for (const words of [PROMPT, ANSWER, KEPT, TITLE])
    expect(places[place].includes(words), `${words} in ${place}`).toBe(false)
})

it('a minted key has 160 random bits and a checksum that refuses junk', async () => {
  expect(student.key).toMatch(/^sk-u[A-Za-z0-9_-]{33}$/)
  const swapped = student.key.slice(0, -1) + (student.key.endsWith('A') ? 'B' : 'A')
  const response = await fetch(`${scene.facts.origin}/v1/models`, { headers: { authorization: `Bearer ${swapped}` } })
  expect(response.status).toBe(401)
})

/** In the playground, by somebody who chose so. */
async function keepConversation(): Promise<void> {
  const caller = await signedIn(scene.facts.origin, student)
  await getGraphql(
    scene.facts.origin,
    caller,
    'mutation { setConversationKeeping(input: { isOn: true }) { problems { code } } }',
  )
  const lanes = [{ messages: [{ id: '1', role: 'USER', text: KEPT, images: [] }] }]
  const saved = await getGraphql<{ saveConversation: { conversation: { title: string } } }>(
    scene.facts.origin,
    caller,
    'mutation ($input: SaveConversationInput!) { saveConversation(input: $input) { conversation { title } problems { code } } }',
    { input: { title: TITLE, parameters: {}, lanes } },
  )
  expect(saved.saveConversation.conversation.title).toBe(TITLE)
}

async function dumpDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
    const texts: string[] = []
    for (const { tablename } of tables.rows) {
      const rows = await client.query(`SELECT t::text AS row FROM ${client.escapeIdentifier(tablename)} t`)
      texts.push(tablename, ...rows.rows.map(({ row }) => String(row)))
    }
    return texts.join('\n')
  } finally {
    await client.end()
  }
}

/** Every file below a folder, whatever is in it. */
async function readAll(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(
    // the configuration of the bus holds the services' passwords, for its owner alone; ballast is nothing but size
    files.filter((file) => !/nats\.conf$|ballast/.test(file)).map((file) => readFile(file, 'latin1').catch(() => '')),
  )
  return texts.join('\n')
}
