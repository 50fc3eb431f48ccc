// Who spent what: an administrator finds it on the dashboards, finance reconciles the month with the ledger.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { waitUntil } from '@tollgate/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, user } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'
import { cutTexts, launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const MODEL = 'lab/qwen'
const CALLS = 3
const TOKENS = { prompt: 1_000, completion: 500 }
const SCRIPT = '@@script:reply=ok,prompt-tokens=1000,completion-tokens=500@@'
const DAY_MS = 86_400_000
const PHONE = { width: 390, height: 844 }

let browser: Browser
let scene: Scene
let student: Student
/** Calls more than `student` does: what that one spent stays what it is. */
let learner: Student
let month: string

beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'spent')
  await scene.declare({
    models: [{ name: MODEL, provider: 'Lab', price: PRICE, maxOutputTokens: 1_000, abilities: ['tools'] }],
    channels: [{ name: 'main', models: [MODEL] }],
  })
  student = await scene.student({ balance: '20' })
  learner = await scene.student({ balance: '20' })
  await scene.untilOffered(student, MODEL)
  await scene.untilOffered(learner, MODEL)
  const { installation } = await asAdmin<{ installation: { timeZone: string } }>('{ installation { timeZone } }')
  const dayOf = (ms: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: installation.timeZone, dateStyle: 'short' }).format(ms)
  for (let i = 0; i < CALLS; i += 1) await answered(SCRIPT)
  month = dayOf(Date.now()).slice(0, 7)
  const failed = await call('@@script:status=500@@')
  expect(failed.status).toBeGreaterThanOrEqual(500)
  await untilRolledUp(dayOf)
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

const call = (text: string, caller = student) =>
  chat({
    origin: scene.facts.origin,
    key: caller.key,
    body: { model: scene.model(MODEL), max_tokens: 600, messages: [user(text)] },
  })

async function answered(text: string): Promise<void> {
  const { status, requestId } = await call(text)
  expect(status).toBe(200)
  await settledDebit(scene.audit, requestId)
}

const asAdmin = <Data>(query: string, variables: object = {}): Promise<Data> =>
  getGraphql<Data>(scene.facts.origin, { token: scene.facts.adminToken }, query, { ...variables })

/** The dashboards are seconds behind the ledger. @param dayOf campus day of an instant; midnight may be one of theirs */
async function untilRolledUp(dayOf: (ms: number) => string): Promise<void> {
  const query =
    'query ($filter: TrafficFilter!, $name: String) { trafficBy(dimension: MODEL, filter: $filter, search: $name) { nodes { calls } } }'
  const isRolledUp = async () => {
    const filter = { from: dayOf(Date.now() - DAY_MS), to: dayOf(Date.now()) }
    const { trafficBy } = await asAdmin<{ trafficBy: { nodes: { calls: string }[] } }>(query, {
      filter,
      name: scene.model(MODEL),
    })
    return trafficBy.nodes[0]?.calls === String(CALLS + 1)
  }
  await waitUntil(isRolledUp, { what: 'sums of the calls' })
}

describe.each([
  { locale: 'zh-CN', theme: 'light' },
  { locale: 'en', theme: 'dark' },
] as const)('in $locale, $theme', ({ locale, theme }) => {
  const people: Visitor[] = []
  let admin: Visitor
  let finance: Visitor
  let reader: Visitor

  const seat = async (person: Student, role: string): Promise<Visitor> => {
    const name = `spent-${role}-${locale}-${theme}`
    const visitor = await openVisitor(browser, { origin: scene.facts.origin, locale, theme, name })
    people.push(visitor)
    await visitor.goto('/login')
    await visitor.logIn(person.username, person.password)
    return visitor
  }

  beforeAll(async () => {
    admin = await seat(await scene.student({ role: 'admin' }), 'admin')
    finance = await seat(await scene.student({ role: 'finance' }), 'finance')
    reader = await seat(learner, 'student')
  })
  afterAll(async () => {
    for (const visitor of people) await visitor.close()
  })

  it('B5: an administrator finds who spent what', async () => {
    const { page, words } = admin
    await page.waitForURL('**/admin/dashboard**')
    await page.getByRole('heading', { level: 1, name: words('admin.dashboard.title') }).waitFor()
    await page.getByText('upstream_error').first().waitFor()
    // what runs now is asked of the gateways: it is known while one answers
    await page.getByRole('link', { name: words('admin.dashboard.running'), exact: true }).waitFor()
    await admin.inspect('dashboard')
    const tabs = page.getByRole('navigation', { name: words('admin.dashboard.title') })
    for (const tab of ['key', 'channel', 'model'] as const) {
      await tabs.getByRole('link', { name: words(`admin.dashboard.tabs.${tab}`) }).click()
      await page.waitForURL(`**tab=${tab}**`)
      await page.getByRole('table').first().waitFor()
      await admin.inspect(`dashboard-${tab}`)
    }
    await page.getByRole('link', { name: scene.model(MODEL) }).click()
    await page.waitForURL('**modelId=**')
    await page.getByText(words('finance.traffic.errorsByClass')).first().waitFor()
    await admin.inspect('dashboard-of-a-model')
    await tabs.getByRole('link', { name: words('admin.dashboard.tabs.user') }).click()
    await page.waitForURL('**tab=user**')
    await page.getByRole('searchbox').fill(student.username)
    await page.keyboard.press('Enter')
    await page.waitForURL('**search=**')
    const row = page.getByRole('row').filter({ hasText: student.username })
    await row.waitFor()
    expect(await row.textContent()).toContain('0.018') // three calls at 0.006
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: words('table.csv') }).click()
    const sheet = await readFile(await (await download).path(), 'utf8')
    expect(sheet).toContain(`${student.username},`)
    expect(sheet).toContain(',0.018,4,1,')
  })

  it('G4: finance reads the month, which is the ledger’s to the last decimal, and prints it', async () => {
    const { page, words } = finance
    await page.waitForURL('**/finance/spend**')
    await page.getByRole('navigation', { name: words('finance.traffic.by') }).waitFor()
    await finance.inspect('spend')
    await page
      .getByRole('navigation', { name: words('finance.traffic.by') })
      .getByRole('link', { name: words('finance.traffic.dimensions.MODEL'), exact: true })
      .click()
    await page.waitForURL('**by=MODEL**')
    await page.getByRole('link', { name: scene.model(MODEL) }).click()
    await page.waitForURL('**by=USER**')
    await page.getByRole('link', { name: student.username }).waitFor()
    await finance.inspect('spend-of-a-model')
    // other tests call meanwhile: the statement is seconds behind the ledger
    await expect
      .poll(async () => {
        await finance.goto(`/finance/statements?period=${month}`)
        return await page.getByTestId('ledger-difference').textContent()
      })
      .toContain(words('finance.statements.same'))
    await page
      .getByRole('rowheader', { name: scene.model(MODEL) })
      .first()
      .waitFor()
    await finance.inspect('statement')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('aside').isVisible()).toBe(false)
    await finance.inspect('statement-printed')
    await page.emulateMedia({ media: null })
  })

  it('G4: finance sees prices and one account’s month, and is offered no grant', async () => {
    const { page, words } = finance
    await finance.goto('/finance/prices')
    await page.getByText(scene.model(MODEL)).first().waitFor()
    await finance.inspect('prices')
    await finance.goto(`/finance/accounts/${student.accountId}/statement?period=${month}`)
    await page
      .getByRole('rowheader', { name: words('finance.statements.closing') })
      .first()
      .waitFor()
    expect(await page.getByRole('table').first().textContent()).toContain('19.982')
    await finance.inspect('account-statement')
    await finance.goto(`/finance/accounts/${student.accountId}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByRole('button', { name: words('finance.grants.grant') }).count()).toBe(0)
  })

  it('A4: a student sees what a model can and costs, and pastes an example that works', async () => {
    const { page, words } = reader
    await reader.goto('/models')
    await page.getByRole('link', { name: scene.model(MODEL) }).click()
    await page.waitForURL('**/models/spent/lab/qwen')
    await page.getByRole('heading', { level: 1, name: scene.model(MODEL) }).waitFor()
    await page.getByLabel(words('models.pasteKey')).fill(learner.key)
    const curl = (await page.getByTestId('snippet-curl').textContent()) ?? ''
    await page.getByRole('tab', { name: words('keys.snippet.node') }).click()
    const node = (await page.getByTestId('snippet-node').textContent()) ?? ''
    await reader.inspect('model')
    expect(await runs('bash', 'snippet.sh', curl)).toContain('"choices"')
    expect((await runs(process.execPath, 'snippet.mjs', node)).trim()).not.toBe('')
  })

  it('a call that failed is found by its id, with its reason and no debit', async () => {
    const { page } = reader
    const failed = await call('@@script:status=500@@', learner)
    await expect
      .poll(async () => {
        await reader.goto(`/usage/${failed.requestId}`)
        return await page.content()
      })
      .toContain('upstream_error')
    await reader.inspect('receipt-of-a-failure')
    await reader.goto('/usage?status=FAILED')
    await page
      .getByRole('row')
      .filter({ hasText: scene.model(MODEL) })
      .first()
      .waitFor()
  })

  it.each(['/models', '/usage', '/keys', '/account', '/models/spent/lab/qwen'])('%s fits a phone', async (path) => {
    const { page } = reader
    await page.setViewportSize(PHONE)
    await reader.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
    expect(await cutTexts(page)).toEqual([])
    await reader.inspect(`phone${path.replaceAll('/', '-')}`)
    await page.setViewportSize({ width: 1_280, height: 800 })
  })

  it('had no complaint of the browser', () => {
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})

/** Pasted into a file and run: Node's examples find their package beside the tests. @returns what it printed */
async function runs(program: string, fileName: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-snippet-'))
  try {
    const openai = pathToFileURL(createRequire(import.meta.url).resolve('openai')).href
    await writeFile(join(folder, fileName), text.replace("from 'openai'", `from '${openai}'`))
    return (await promisify(execFile)(program, [join(folder, fileName)], { timeout: 60_000 })).stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

it('negative control: what calls cost here is what the journeys look for', () => {
  expect(expectedCostNanos(TOKENS, PRICE) * BigInt(CALLS)).toBe(18_000_000n)
})
