// Money by hand: administrators make codes, open pools and correct balances with two names; finance looks on.
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { unitsToNanos } from '../support/expected-cost.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

const CODE = /^[0-9A-Z]{5}(-[0-9A-Z]{1,5}){2,}$/

let browser: Browser
let scene: Scene

beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'money')
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

describe.each([
  { locale: 'zh-CN', theme: 'dark' },
  { locale: 'en', theme: 'light' },
] as const)('in $locale, $theme', ({ locale, theme }) => {
  const people: Visitor[] = []
  let admin: Visitor
  let finance: Visitor
  let redeemer: Visitor
  let student: Student
  let second: Student
  let codes: string[] = []

  const seat = async (person: Student, role: string): Promise<Visitor> => {
    const name = `money-${role}-${locale}-${theme}`
    const visitor = await openVisitor(browser, { origin: scene.facts.origin, locale, theme, name })
    people.push(visitor)
    await visitor.goto('/login')
    await visitor.logIn(person.username, person.password)
    return visitor
  }
  const balanceOf = async (accountId: string) => (await scene.audit.account(accountId)).balance
  const click = (visitor: Visitor, key: string, values?: Record<string, string>) =>
    visitor.page
      .getByRole('button', { name: visitor.words(key, values), exact: true })
      .first()
      .click()

  beforeAll(async () => {
    student = await scene.student({ balance: '10' })
    second = await scene.student({ role: 'admin' })
    admin = await seat(await scene.student({ role: 'admin' }), 'admin')
  })
  afterAll(async () => {
    for (const visitor of people) await visitor.close()
  })

  it('makes codes, which are shown once and downloaded', async () => {
    const { page, words } = admin
    await admin.goto('/finance/redeem-codes')
    await click(admin, 'finance.redeemCodes.create')
    const dialog = page.getByRole('dialog')
    const t = (key: string, values?: Record<string, string>) => words(`finance.redeemCodes.${key}`, values)
    await dialog.getByRole('button', { name: t('create') }).click()
    await dialog.getByText(t('countWrong')).waitFor()
    await dialog.getByLabel(t('name')).fill(`=open-day-${locale}`)
    await dialog.getByLabel(t('count')).fill('2')
    await dialog.getByLabel(t('amount', { currency: 'CNY' })).fill('2.5')
    await admin.inspect('make-codes')
    await dialog.getByRole('button', { name: t('create') }).click()
    codes = ((await page.getByTestId('new-codes').textContent()) ?? '').split('\n')
    expect(codes).toEqual([expect.stringMatching(CODE), expect.stringMatching(CODE)])
    await admin.inspect('new-codes')
    const download = page.waitForEvent('download')
    await dialog.getByRole('link', { name: t('downloadCsv') }).click()
    const sheet = await readFile(await (await download).path(), 'utf8')
    expect(sheet).toContain(`\r\n${codes[0]},2.5,CNY,,'=open-day-${locale}\r\n`)
    await dialog.getByRole('button', { name: t('kept') }).click()
    await page.getByRole('link', { name: `=open-day-${locale}` }).waitFor()
    await admin.reload()
    expect(await page.content()).not.toContain(codes[0])
    await admin.inspect('codes')
  })

  const redeem = async (visitor: Visitor, code: string) => {
    await visitor.page.getByLabel(visitor.words('account.code')).fill(code)
    await click(visitor, 'account.redeem')
  }

  it('a student redeems one', async () => {
    redeemer = await seat(student, 'student')
    await redeemer.goto('/account')
    await redeem(redeemer, codes[0] ?? '')
    await expect.poll(() => balanceOf(student.accountId)).toBe(unitsToNanos('12.5'))
    await redeemer.page.getByText(redeemer.words('ledger.kinds.redeem')).first().waitFor()
  })

  it('what is unused is withdrawn for a reason and credits nobody', async () => {
    await admin.page.getByRole('link', { name: `=open-day-${locale}` }).click()
    await admin.page.waitForURL(/redeem-codes\/.+/)
    await admin.page.getByRole('link', { name: student.username }).waitFor()
    await admin.inspect('batch')
    await admin.page.getByText(admin.words('finance.redeemCodes.revoke'), { exact: true }).click()
    const dialog = admin.page.getByRole('dialog')
    await dialog.getByLabel(admin.words('reason.label')).fill('browser test')
    await dialog.getByRole('button', { name: admin.words('finance.redeemCodes.revoke'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })

    await redeem(redeemer, codes[1] ?? '')
    await redeemer.page.locator('input[name=code][aria-invalid=true]').waitFor()
    expect(await balanceOf(student.accountId)).toBe(unitsToNanos('12.5'))
    await redeemer.inspect('account')
  })

  it('G4: what takes money waits for the second person, and both names stand in the history', async () => {
    const { page, words } = admin
    const t = (key: string, values?: Record<string, string>) => words(`corrections.${key}`, values)
    await admin.goto(`/finance/accounts/${student.accountId}`)
    await click(admin, 'corrections.adjust')
    const form = page.getByRole('dialog')
    await form.getByLabel(t('direction')).selectOption('take')
    await form.getByLabel(t('amount', { currency: 'CNY' })).fill('4')
    await form.getByLabel(t('reason')).fill('granted twice')
    await form.getByLabel(t('second')).selectOption({ label: second.username })
    await form.getByRole('button', { name: t('askFor') }).click()
    await form.waitFor({ state: 'hidden' })
    await page.getByRole('heading', { name: words('finance.accounts.corrections') }).waitFor()
    await admin.inspect('correction-waits')
    expect(await page.getByText(t('approve'), { exact: true }).count()).toBe(0)
    expect(await balanceOf(student.accountId)).toBe(unitsToNanos('12.5'))

    const decider = await seat(second, 'second')
    await decider.goto('/finance/corrections')
    const row = decider.page.getByRole('row').filter({ hasText: student.username })
    await row.getByText(t('approve'), { exact: true }).click()
    const question = decider.page.getByRole('dialog')
    await question.getByText('granted twice').waitFor()
    await decider.inspect('decide')
    await question.getByRole('button', { name: t('approve'), exact: true }).click()
    await expect.poll(() => balanceOf(student.accountId)).toBe(unitsToNanos('8.5'))

    await admin.goto(`/finance/accounts/${student.accountId}`)
    await page.getByText('granted twice').first().waitFor()
    await admin.inspect('account')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: words('table.csv') }).click()
    const history = await readFile(await (await download).path(), 'utf8')
    expect(history).toMatch(new RegExp(`,adjustment,-4,8\\.5,granted twice,[^,]+,${second.username},`))
  })

  it('opens a pool and grants to it', async () => {
    const { page, words } = admin
    const t = (key: string, values?: Record<string, string>) => words(`finance.pools.${key}`, values)
    const name = `pool-${locale}`
    await admin.goto('/finance/pools')
    await click(admin, 'finance.pools.open')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('name')).fill(name)
    await dialog.getByRole('button', { name: t('open') }).click()
    await dialog.getByText(t('nobody')).waitFor()
    await dialog.getByLabel(t('owner')).fill(student.username)
    await dialog.getByRole('button', { name: t('open') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: words('finance.grants.grantTo', { name }) }).click()
    await dialog.getByLabel(words('finance.grants.amount', { currency: 'CNY' })).fill('7')
    await dialog.getByLabel(words('finance.grants.reason')).fill('course')
    await dialog.getByRole('button', { name: words('finance.grants.grant'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('7.00').first().waitFor()
    await admin.inspect('pools')
  })

  it('finance checks the ledger', async () => {
    finance = await seat(await scene.student({ role: 'finance' }), 'finance')
    await finance.goto('/finance/reconciliation')
    await click(finance, 'finance.reconciliation.run')
    await finance.page.getByText(finance.words('finance.reconciliation.ranClean')).first().waitFor()
    expect(await finance.page.locator('main [lang]').allTextContents()).toEqual([]) // words of the API that have no translation
    await finance.inspect('reconciliation')
  })

  it.each([
    ['pools', 'finance.pools.open'],
    ['redeem-codes', 'finance.redeemCodes.create'],
    ['corrections', 'corrections.adjust'],
    ['accounts', 'finance.grants.grant'],
    ['dead-letters', 'finance.deadLetters.replay'],
    ['alerts', 'finance.deadLetters.replay'],
  ])('finance sees %s and changes nothing', async (name, key) => {
    const { page, words } = finance
    await finance.goto(`/finance/${name}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByRole('button', { name: words(key), exact: true }).count()).toBe(0)
    await finance.inspect(name)
  })

  it('had no complaint of the browser', () => {
    expect(people.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
