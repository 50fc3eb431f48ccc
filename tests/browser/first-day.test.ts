// The first day of a student: he registers himself, finds his way, changes models and loses a key.
import { randomInt } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, user } from '../support/chat.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene } from '../support/scene.js'
import { createDesk, type PlaygroundDesk } from './playground-desk.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const PASSWORD = 'a password of my own'
const MENU = ['playground', 'models', 'keys', 'usage', 'account'] as const

let browser: Browser
let scene: Scene
beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'first-day')
  await scene.declare({
    models: [
      { name: 'one', provider: 'Lab', price: PRICE, maxOutputTokens: 1_000, abilities: ['tools'] },
      { name: 'two', provider: 'Lab', price: PRICE, maxOutputTokens: 1_000 },
    ],
    channels: [{ name: 'main', models: ['one', 'two'] }],
  })
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

const asAdmin = <Data>(query: string, variables: object = {}): Promise<Data> =>
  getGraphql<Data>(scene.facts.origin, { token: scene.facts.adminToken }, query, { ...variables })

describe.each([{ locale: 'zh-CN', theme: 'light' }] as const)('in $locale, $theme', ({ locale, theme }) => {
  const username = `22${String(randomInt(1e8)).padStart(8, '0')}`
  let visitor: Visitor
  let desk: PlaygroundDesk
  let joinCode: string

  beforeAll(async () => {
    joinCode = `FIRST-${username}`
    const { createCourse } = await asAdmin<{ createCourse: { problems: object[] } }>(
      'mutation ($input: CreateCourseInput!) { createCourse(input: $input) { problems { code path } } }',
      { input: { name: `First day ${username}`, joinCode } },
    )
    expect(createCourse.problems).toEqual([])
    visitor = await openVisitor(browser, { origin: scene.facts.origin, locale, theme, name: `first-day-${locale}` })
    desk = createDesk(visitor)
  })
  afterAll(() => visitor?.close())

  it('A1: registers himself with his student ID, which has a form, and is granted a balance', async () => {
    const { page, words } = visitor
    await visitor.goto('/register')
    await page.getByLabel(words('register.displayName')).fill('张三')
    await page.getByLabel(words('register.password')).fill(PASSWORD)
    await page.getByLabel(words('register.joinCode')).fill(joinCode)
    const id = page.getByLabel(words('register.username'))
    await id.fill('zhangsan')
    await page.getByRole('button', { name: words('register.submit') }).click()
    await page.locator('input[name=username][aria-invalid=true]').waitFor()
    await page.getByText(words('register.usernameDigits', { digits: '10' })).waitFor()
    await visitor.inspect('register')
    await id.fill(username)
    await page.getByRole('button', { name: words('register.submit') }).click()
    await page.waitForURL('**/playground')
    const { users } = await asAdmin<{ users: { nodes: { id: string }[] } }>(
      'query ($search: String) { users(filter: { search: $search }) { nodes { id } } }',
      { search: username },
    )
    const input = {
      userId: users.nodes[0]?.id,
      amount: '8',
      reason: 'first day',
      idempotencyKey: `first-day-${username}`,
    }
    const { grant } = await asAdmin<{ grant: { problems: object[] } }>(
      'mutation ($input: GrantInput!) { grant(input: $input) { problems { code } } }',
      { input },
    )
    expect(grant.problems).toEqual([])
    await visitor.goto('/account')
    await page.getByRole('main').getByText('8.00').first().waitFor()
  })

  it('A2: the menu on the left leads to playground, models, keys, usage and account', async () => {
    const { page, words } = visitor
    const menu = page.getByRole('navigation', { name: words('navigation.label') })
    const names = MENU.map((name) => words(`navigation.${name}`))
    expect((await menu.getByRole('link').allInnerTexts()).map((text) => text.trim())).toEqual(names)
    const [left, main] = [await menu.boundingBox(), await page.getByRole('main').boundingBox()]
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(main?.x ?? 0)
    for (const name of MENU) {
      await menu.getByRole('link', { name: words(`navigation.${name}`), exact: true }).click()
      await page.waitForURL(`**/${name}**`)
    }
  })

  it('A3: switching the model keeps the conversation', async () => {
    await desk.open()
    await desk.chooseModel(scene.model('one'))
    await desk.ask('What bends light? @@script:reply=Glass.@@')
    await desk.sees('Glass.')
    await desk.chooseModel(scene.model('two'))
    await desk.ask('And why? @@script:reply=Speed.@@')
    await desk.sees('Speed.')
    await desk.sees('Glass.')
    const { model, body } = scene.upstream.truth().at(-1) ?? {}
    expect(model).toBe(scene.model('two'))
    const { messages } = body as { messages: { role: string; content: unknown }[] }
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(JSON.stringify(messages)).toContain('Glass.')
  })

  it('A4: the page of a model says who made it, what it can, takes and costs, and what nobody knows', async () => {
    const { page, words } = visitor
    await visitor.goto(`/models/${scene.model('one')}`)
    const main = page.getByRole('main')
    await main.getByRole('heading', { level: 1, name: scene.model('one') }).waitFor()
    const text = await main.innerText()
    for (const told of ['Lab', '1,000', 'default', '2.00', '8.00', words('models.context'), words('models.unknown')])
      expect(text).toContain(told)
  })

  it('G1: a key tells when it was last used, and ends at once when it is reported as leaked', async () => {
    const { page, words } = visitor
    await visitor.goto('/keys')
    await page
      .getByRole('button', { name: words('keys.create') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words('keys.name')).fill('laptop')
    await dialog.getByRole('button', { name: words('keys.create') }).click()
    const shown = page.getByText(/sk-u[A-Za-z0-9_-]{33}/).first()
    await shown.waitFor()
    const key = /sk-u[A-Za-z0-9_-]{33}/.exec((await shown.textContent()) ?? '')?.[0] ?? ''
    const call = async (secret: string): Promise<number> => {
      const body = { model: scene.model('one'), messages: [user('hi')] }
      return (await chat({ origin: scene.facts.origin, key: secret, body })).status
    }
    await visitor.goto('/keys')
    const row = page.getByRole('row', { name: 'laptop' })
    await row.getByText(words('keys.neverUsed')).first().waitFor()
    await expect.poll(() => call(key)).toBe(200)
    await expect
      .poll(async () => {
        await visitor.goto('/keys')
        await row.waitFor()
        return row.locator('time').count()
      })
      .toBe(1)
    const reporting = page.getByRole('button', { name: words('keys.reportNamed', { name: 'laptop' }) })
    await reporting.click()
    const report = page.getByRole('dialog')
    await report.getByRole('button', { name: words('keys.reportNow') }).click()
    const replacement = (await report.getByTestId('new-key').textContent()) ?? ''
    await visitor.inspect('replacement') // it stays until it is said to be kept
    await report.getByRole('button', { name: words('keys.kept') }).click()
    await expect.poll(() => row.count()).toBe(2)
    await row.filter({ hasNot: reporting }).getByText(words('keys.states.LEAKED'), { exact: true }).waitFor()
    await expect.poll(() => call(replacement)).toBe(200)
    await expect.poll(() => call(key)).toBe(403)
  })

  it('had no complaint of the browser, which asks for the icon by itself', async () => {
    const icon = await fetch(`${scene.facts.origin}/favicon.ico`)
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    expect(visitor.complaints).toEqual([])
  })
})
