// An administrator's way: grant money, add a channel with its models and prices, and see that it works.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, user } from '../support/chat.js'
import { unitsToNanos } from '../support/expected-cost.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PAGES = ['catalog', 'groups', 'courses', 'audit', 'settings', 'spend', 'playground'] as const

let browser: Browser
let scene: Scene

beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'admin')
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

describe.each([
  { locale: 'zh-CN', theme: 'dark' },
  { locale: 'en', theme: 'light' },
] as const)('in $locale, $theme', ({ locale, theme }) => {
  let visitor: Visitor
  let admin: Student
  let student: Student

  beforeAll(async () => {
    admin = await scene.student({ role: 'admin' })
    student = await scene.student()
    visitor = await openVisitor(browser, {
      origin: scene.facts.origin,
      locale,
      theme,
      name: `admin-${locale}-${theme}`,
    })
    await visitor.goto('/login')
    await visitor.logIn(admin.username, admin.password)
  })
  afterAll(async () => {
    await visitor?.close()
  })

  it('A1: finds a student and grants money', async () => {
    const { page, words } = visitor
    await page
      .getByRole('link', { name: words('navigation.users'), exact: true })
      .first()
      .click()
    await page.waitForURL('**/admin/users**')
    await page.getByRole('button', { name: words('finance.grants.grantTo', { name: student.username }) }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words('finance.grants.amount', { currency: 'CNY' })).fill('12.5')
    await dialog.getByLabel(words('finance.grants.reason')).fill('browser test')
    await visitor.inspect('grant')
    await dialog.getByRole('button', { name: words('finance.grants.grant'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(async () => (await scene.audit.account(student.accountId)).balance).toBe(unitsToNanos('12.5'))
    await visitor.inspect('users')
  })

  it('adds a channel with a model and its price, which can be called at once', async () => {
    const { page, words } = visitor
    const model = `added/${locale}`
    const t = (key: string, values?: Record<string, string>) => words(`admin.channels.${key}`, values)
    await page
      .getByRole('link', { name: words('navigation.channels'), exact: true })
      .first()
      .click()
    await page.waitForURL('**/admin/channels**')
    await page
      .getByRole('button', { name: t('add') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('name'), { exact: true }).fill(`added-${locale}`)
    await dialog.getByLabel(t('baseUrl'), { exact: true }).fill(scene.upstream.url)
    await dialog.getByLabel(new RegExp(`^${t('keys')}`)).fill('upstream-key-from-the-form')
    await dialog.getByLabel(t('modelName'), { exact: true }).fill(model)
    await dialog.getByLabel(t('inputPrice', { currency: 'CNY' }), { exact: true }).fill('2')
    await dialog.getByLabel(t('outputPrice', { currency: 'CNY' }), { exact: true }).fill('8')
    await dialog.getByLabel(t('maxOutput'), { exact: true }).fill('512')
    await visitor.inspect('add-channel')
    await dialog.getByRole('button', { name: t('add') }).click()
    await dialog.getByText(t('testOk')).waitFor() // saving tests the channel at once
    await visitor.inspect('channel-tested')
    await dialog.getByRole('button', { name: words('common.done') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText(`added-${locale}`).first().waitFor()
    await visitor.inspect('channels')
    const call = () => chat({ origin: scene.facts.origin, key: student.key, body: { model, messages: [user('hi')] } })
    await expect.poll(async () => (await call()).status).toBe(200)
  })

  it('says what the model can do and takes, trait by trait', async () => {
    const { page, words } = visitor
    const model = `added/${locale}`
    const t = (key: string, values?: Record<string, string>) => words(`admin.${key}`, values)
    await visitor.goto(`/admin/models/${model}`)
    await page.getByRole('button', { name: t('catalog.edit'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('catalog.contextTokens')).fill('64000')
    await dialog.getByLabel(words('abilities.vision'), { exact: true }).check()
    await dialog.getByLabel(t('traits.names.takesTopK'), { exact: true }).selectOption('no')
    await dialog.getByLabel(t('traits.names.thinking'), { exact: true }).selectOption('BUDGET')
    await dialog.getByLabel(t('traits.names.thinkingBudgetMin'), { exact: true }).fill('many')
    await dialog.getByRole('button', { name: words('common.save'), exact: true }).click()
    await dialog.getByText(t('catalog.countWrong')).waitFor()
    await visitor.inspect('edit-model')
    await dialog.getByLabel(t('traits.names.thinkingBudgetMin'), { exact: true }).fill('1024')
    await dialog.getByLabel(t('traits.names.thinkingBudgetMax'), { exact: true }).fill('8000')
    await dialog.getByRole('button', { name: words('common.save'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const query = `query ($name: String!) {
      model(name: $name) { contextTokens abilities traits { takesTopK thinking thinkingBudgetMin thinkingBudgetMax isTopPBelowOne } }
    }`
    const told = await getGraphql(scene.facts.origin, { token: scene.facts.adminToken }, query, { name: model })
    const traits = { takesTopK: false, thinking: 'BUDGET', thinkingBudgetMin: 1_024, thinkingBudgetMax: 8_000 }
    expect(told).toEqual({
      model: { contextTokens: 64_000, abilities: ['vision'], traits: { ...traits, isTopPBelowOne: null } },
    })
  })

  it.each(PAGES)('looks at %s', async (name) => {
    const { page, words } = visitor
    const link = page.getByRole('link', { name: words(`navigation.${name}`), exact: true }).first()
    const href = await link.getAttribute('href')
    await link.click()
    await page.waitForURL(({ pathname }) => pathname === href)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await visitor.inspect(name)
  })

  it('chooses users, and the bar that changes them goes when nobody is chosen', async () => {
    const { page, words } = visitor
    await visitor.goto(`/admin/users?search=${student.username}`)
    const all = page.getByRole('checkbox', { name: words('admin.users.selectAll') })
    const bar = page.getByRole('button', { name: words('admin.users.changeSelected') })
    expect(await bar.count()).toBe(0)
    await all.check()
    await bar.waitFor()
    await visitor.inspect('users-chosen')
    await page.getByRole('button', { name: words('admin.users.clearSelection') }).click()
    await bar.waitFor({ state: 'detached' })
    expect(await all.isChecked()).toBe(false)
  })

  it('changes chosen users, and what became of them can be read when they have left the page', async () => {
    const { page, words } = visitor
    await visitor.goto(`/admin/users?search=${student.username}&state=ACTIVE`)
    await page.getByRole('checkbox', { name: words('admin.users.selectAll') }).check()
    await page.getByRole('button', { name: words('admin.users.changeSelected') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('button[type=submit]').click()
    await page.getByText(words('admin.users.empty'), { exact: true }).waitFor({ state: 'attached' })
    await dialog.getByRole('status').waitFor()
    await visitor.inspect('users-changed')
    await dialog
      .getByRole('button', { name: words('common.close') })
      .first()
      .click()
    await dialog.waitFor({ state: 'hidden' })
  })

  it('is told that somebody else changed the same, and loses nothing of either', async () => {
    const { page, words } = visitor
    const t = (key: string, values?: Record<string, string>) => words(`admin.groups.${key}`, values)
    const name = `shared-${locale.toLowerCase()}`
    const asked = <Data>(query: string, input: object): Promise<Data> =>
      getGraphql(scene.facts.origin, { token: scene.facts.adminToken }, query, { input })
    type Made = Record<'createGroup', { group: { id: string; version: number } }>
    const { group } = (
      await asked<Made>(
        'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { group { id version } } }',
        { name, ratio: '1' },
      )
    ).createGroup
    await visitor.goto('/admin/groups')
    await page.getByRole('button', { name: t('editNamed', { name }) }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('ratio'), { exact: true }).fill('1.5')
    await asked('mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { problems { code } } }', {
      ...group,
      description: 'by somebody else',
    })
    const save = dialog.getByRole('button', { name: words('common.save'), exact: true })
    await save.click()
    await dialog.getByRole('alert').waitFor()
    await expect.poll(() => dialog.locator('input[name=description]').inputValue()).toBe('by somebody else')
    expect(await dialog.getByLabel(t('ratio'), { exact: true }).inputValue()).toBe('1.5')
    await visitor.inspect('changed-meanwhile')
    await save.click()
    await dialog.waitFor({ state: 'hidden' })
    const row = page.getByRole('row').filter({ hasText: name }).filter({ hasText: 'by somebody else' })
    await row.filter({ hasText: '1.5' }).waitFor()
  })

  it('sees how somebody logged in', async () => {
    const { page, words } = visitor
    await visitor.goto(`/admin/users/${admin.userId}`)
    const logIns = page.getByRole('table', { name: words('admin.users.logIns.title') })
    await logIns
      .getByRole('row')
      .filter({ hasText: words('admin.users.logIns.methods.PASSWORD') })
      .filter({ hasText: words('admin.users.logIns.open') })
      .filter({ hasText: 'Chrome' })
      .waitFor()
    await visitor.inspect('log-ins')
  })

  it('is asked before what was typed is lost', async () => {
    const { page, words } = visitor
    await visitor.goto('/admin/users')
    await page
      .getByRole('button', { name: words('admin.users.create') })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const name = dialog.getByLabel(words('admin.users.username'), { exact: true })
    await name.fill('2299999999')
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: words('common.keepEditing') }).click()
    expect(await name.inputValue()).toBe('2299999999')
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: words('common.discard') }).click()
    await dialog.waitFor({ state: 'hidden' })
  })

  it('hides a column, and the address keeps that', async () => {
    const { page, words } = visitor
    await visitor.goto('/admin/users')
    const column = page.getByRole('columnheader', { name: words('admin.users.groups') })
    await column.waitFor()
    await page
      .locator('summary')
      .filter({ hasText: words('table.columns') })
      .click()
    await page
      .getByRole('main')
      .getByRole('link', { name: words('admin.users.groups') })
      .click()
    await column.waitFor({ state: 'detached' })
    await visitor.reload()
    await page.getByRole('columnheader').first().waitFor()
    expect(await column.count()).toBe(0)
  })

  it('has tables as files, with what the page shows', async () => {
    const sheet = async (path: string): Promise<string> => {
      const response = await visitor.page.request.get(`${scene.facts.origin}${path}`)
      expect([response.status(), response.headers()['content-type']], path).toEqual([200, 'text/csv; charset=utf-8'])
      return response.text()
    }
    const channels = await sheet(`/admin/channels/csv?search=added-${locale}`)
    expect(channels).toMatch(new RegExp(`\r\nadded-${locale},OPENAI_COMPATIBLE,[^\r]*,added/${locale},`))
    const channelPath = `/admin/channels/${/,([0-9a-f-]{36})\r\n/.exec(channels)?.[1]}`
    expect(await sheet(`${channelPath}/csv?table=models`)).toContain(`\r\nadded/${locale},`)
    expect(await sheet(`${channelPath}/csv?table=keys`)).toMatch(/\r\n.{4},(ok|unknown),/)
    expect(await sheet(`${channelPath}/csv?table=tests`)).toContain(`,added/${locale},`)
    expect(await sheet(`/models/csv?name=added/${locale}`)).toMatch(/^\uFEFF?model,provider,valid_from,/)
    expect(await sheet('/admin/groups/csv')).toContain('\r\ndefault,')
    expect(await sheet('/admin/courses/csv')).toMatch(/^\uFEFF?name,join_code,/)
    expect(await sheet('/finance/reconciliation/csv')).toMatch(/^\uFEFF?invariant,says,/)
    expect(await sheet(`/admin/users/${student.userId}/csv?table=keys`)).toMatch(/\r\ntest,/)
    expect(await sheet(`/admin/users/${admin.userId}/csv?table=log-ins`)).toMatch(/,PASSWORD,false,[^\r]+,true,/)
    await expect
      .poll(() => sheet(`/admin/users/${student.userId}/csv`))
      .toContain(`,${student.username},test,added/${locale},`)
  })

  it('had no complaint of the browser', () => {
    expect(visitor.complaints).toEqual([])
  })
})
