// A student's way through the console, in both languages and both themes.
import { waitUntil } from '@tollgate/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, collect, openChat, user } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { receiptOf, settledDebit } from '../support/settled.js'
import { graveFindings } from './accessibility.js'
import { isAlive, launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1_280, height: 800 }
const REQUEST_ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/

let browser: Browser
let scene: Scene
let student: Student

beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'web')
  await scene.declare({
    models: [
      { name: 'chat', provider: 'Demo', price: PRICE, maxOutputTokens: 1_000, abilities: ['vision'] },
      { name: 'other', provider: 'Demo', price: PRICE, maxOutputTokens: 1_000 },
    ],
    channels: [{ name: 'main', models: ['chat', 'other'] }],
  })
  student = await scene.student({ balance: '20' })
  await scene.untilOffered(student, 'other')
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

it('negative control: what nobody can read or name is found', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.setContent('<main><h1>x</h1><button></button><p style="color:#ddd;background:#fff">pale</p></main>')
  const ids = (await graveFindings(page)).map((finding) => finding.split(':')[0])
  expect(ids).toEqual(expect.arrayContaining(['button-name', 'color-contrast']))
  await context.close()
})

it('a form that has not come to life yet puts no password into the address, and what is typed stays', async () => {
  const { origin } = scene.facts
  const early = await openVisitor(browser, { origin, locale: 'en', theme: 'light', name: 'early' })
  const { page, words } = early
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await released
    await route.continue()
  })
  const fields = [
    [page.getByLabel(words('logIn.username')), student.username],
    [page.getByLabel(words('logIn.password')), student.password],
  ] as const
  const fill = async () => {
    for (const [field, text] of fields) await field.fill(text)
  }
  await page.goto(`${origin}/login`, { waitUntil: 'commit' })
  await fill()
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.isNavigationRequest()),
    page.waitForEvent('framenavigated'),
    page.keyboard.press('Enter'),
  ])
  expect([sent.method(), new URL(sent.url()).search]).toEqual(['POST', ''])
  await fill()
  release()
  await isAlive(page)
  for (const [field, text] of fields) expect(await field.inputValue()).toBe(text)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/playground**')
  await early.close()
})

describe.each([
  { locale: 'zh-CN', theme: 'light' },
  { locale: 'en', theme: 'dark' },
] as const)('in $locale, $theme', ({ locale, theme }) => {
  let visitor: Visitor

  beforeAll(async () => {
    visitor = await openVisitor(browser, {
      origin: scene.facts.origin,
      locale,
      theme,
      name: `student-${locale}-${theme}`,
    })
  })
  afterAll(async () => {
    await visitor?.close()
  })

  it('logs in', async () => {
    await visitor.goto('/')
    await visitor.page.waitForURL('**/login**')
    await visitor.inspect('log-in')
    await visitor.logIn(student.username, student.password)
    await visitor.page.waitForURL('**/playground**')
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe(locale)
  })

  it('is sent the words of its own pages, each once, and none of staff', async () => {
    const { page, words } = visitor
    // as React asks for it: in the document the same stands in pieces
    const headers = { rsc: '1', 'accept-language': locale }
    const sent = await (await page.request.get(`${scene.facts.origin}/usage`, { headers })).text()
    const times = (key: string) => sent.split(words(key)).length - 1
    expect(times('common.copyFailed')).toBe(1)
    expect(times('finance.reconciliation.description')).toBe(0)
    expect(times('admin.audit.text')).toBe(0)
  })

  it('chats, and sees what the answer cost', async () => {
    const { page, words } = visitor
    await chooseModel(visitor, scene.model('chat'))
    await page
      .getByRole('textbox', { name: words('playground.message'), exact: true })
      .fill('Hello @@script:reply=Light%20bends.,prompt-tokens=1000,completion-tokens=500@@')
    await page.keyboard.press('Enter')
    const answer = page.getByRole('article', { name: words('playground.answerOf', { model: scene.model('chat') }) })
    await answer.getByText('Light bends.').waitFor()
    const cost = answer.getByTestId('answer-cost')
    await cost.waitFor()
    expect(await cost.textContent()).toContain('0.006')
    expect(await answer.textContent()).toMatch(/1,000/)
    expect(await answer.textContent()).toMatch(/500/)
    await visitor.inspect('playground')
  })

  it('opens the receipt, which says the same as the ledger', async () => {
    const { page, words } = visitor
    await page
      .getByRole('link', { name: words('playground.receipt') })
      .last()
      .click()
    await page.waitForURL('**/usage/**')
    const requestId = REQUEST_ID.exec(page.url())?.[0] ?? ''
    const debit = await settledDebit(scene.audit, requestId)
    expect(-debit.amount).toBe(expectedCostNanos({ prompt: 1_000, completion: 500 }, PRICE))
    await page.getByText('0.006').first().waitFor()
    await visitor.inspect('receipt')
  })

  it('a receipt that is not there yet comes by itself', async () => {
    const { page, words } = visitor
    const script = '@@script:reply=Slowly,chunks=6,delay-ms=300,prompt-tokens=500,completion-tokens=250@@'
    const body = { model: scene.model('chat'), stream: true, messages: [user(script)] }
    const { requestId, pieces } = await openChat({ origin: scene.facts.origin, key: student.key, body })
    const [answer] = await Promise.all([collect(pieces), visitor.goto(`/usage/${requestId}`)])
    expect(answer.join('')).toContain('[DONE]')
    await page.getByText('0.003').first().waitFor()
    await visitor.goto(`/usage/${requestId.slice(0, -3)}fff`)
    await page.getByRole('heading', { level: 1, name: words('receipt.coming') }).waitFor()
    await visitor.inspect('receipt-comes')
  })

  it('creates a key, which is shown once and works', async () => {
    const { page, words } = visitor
    await page.getByRole('link', { name: words('navigation.keys') }).click()
    await page.waitForURL('**/keys**')
    await page
      .getByRole('button', { name: words('keys.create') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words('keys.name')).fill(`laptop-${locale}`)
    await dialog.getByRole('button', { name: words('keys.create') }).click()
    const shown = page.getByText(/sk-u[A-Za-z0-9_-]{33}/).first()
    await shown.waitFor()
    const key = /sk-u[A-Za-z0-9_-]{33}/.exec((await shown.textContent()) ?? '')?.[0] ?? ''
    await visitor.inspect('new-key')
    const body = { model: scene.model('chat'), messages: [user('hi')] }
    await expect.poll(async () => (await chat({ origin: scene.facts.origin, key, body })).status).toBe(200)
    await visitor.reload()
    await page.getByText(`laptop-${locale}`).first().waitFor()
    expect(await page.content()).not.toContain(key)
    await visitor.inspect('keys')
  })

  it('asks with a request id why a call was turned away', async () => {
    const { page, words } = visitor
    const body = { model: 'no/such-model', messages: [user('hi')] }
    const refused = await chat({ origin: scene.facts.origin, key: student.key, body })
    expect(refused.status).toBe(404)
    // it is told within seconds; before that the page says that there is no such call
    await waitUntil(async () => (await receiptOf(scene.facts, refused.requestId).catch(() => undefined)) !== undefined)
    await visitor.goto('/usage')
    const search = page.getByLabel(words('usage.findReceipt'))
    await search.fill(refused.requestId)
    await search.press('Enter')
    await page.waitForURL(`**/usage/${refused.requestId}`)
    await isAlive(page)
    await page.getByTestId('refusal-sentence').waitFor()
    await page.getByRole('blockquote').filter({ hasText: 'no/such-model' }).waitFor()
    await page.getByText(words('usage.statuses.REFUSED')).first().waitFor()
    await visitor.inspect('receipt-of-a-refusal')
    await page.setViewportSize(PHONE)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
    await visitor.inspect('receipt-of-a-refusal-on-a-phone')
    await page.setViewportSize(DESK)
  })

  it('goes anywhere by Ctrl K, and is told that the network is gone', async () => {
    const { page, words } = visitor
    await visitor.goto('/account')
    const field = page.getByRole('combobox', { name: words('jump.field') })
    await page.keyboard.press('Control+k')
    await field.fill(scene.model('chat'))
    await page.getByRole('option', { name: scene.model('chat') }).waitFor()
    await visitor.inspect('jump')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/models/${scene.model('chat')}`)
    await page.context().setOffline(true)
    await page.getByText(words('shell.offline')).waitFor()
    await page.context().setOffline(false)
    await page.getByText(words('shell.offline')).waitFor({ state: 'detached' })
    visitor.complaints.splice(0) // of what the page could not fetch meanwhile
  })

  it.each(['usage', 'models', 'account'])('looks at %s', async (name) => {
    const { page, words } = visitor
    await page
      .getByRole('link', { name: words(`navigation.${name}`), exact: true })
      .first()
      .click()
    await page.waitForURL(`**/${name}**`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await visitor.inspect(name)
  })

  it('A15: sees nothing of what administrators see', async () => {
    await visitor.goto('/admin/users')
    const text = await visitor.page.content()
    expect(text).not.toContain('@admin')
    expect(text).not.toMatch(/"role":"ROOT"/)
    visitor.complaints.splice(0) // the refusal itself is told in the console
  })

  it('logs out, and the pages are closed', async () => {
    const { page, words } = visitor
    await visitor.goto('/playground')
    await page.getByRole('button', { name: words('userMenu.label', { username: student.username }) }).click()
    await page.getByRole('menuitem', { name: words('userMenu.logOut') }).click()
    await page.waitForURL('**/login**')
    await visitor.goto('/keys')
    await page.waitForURL('**/login**')
  })

  it('had no complaint of the browser', () => {
    expect(visitor.complaints).toEqual([])
  })
})

async function chooseModel({ page, words }: Visitor, model: string): Promise<void> {
  await page.getByTestId('model-picker').click()
  await page.getByLabel(words('playground.searchModels')).fill(model)
  await page.getByRole('button', { name: model }).last().click()
}
