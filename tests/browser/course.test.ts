// A course on an ordinary day: its assistant imports a roster, a new student gets in by his code, and proves who he is.
import { randomInt, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { generate } from 'otplib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { unitsToNanos } from '../support/expected-cost.js'
import { getGraphql } from '../support/graphql.js'
import { holdAccount } from '../support/held-account.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

const STEP_MS = 30_000
const PHONE = { width: 390, height: 844 }

let browser: Browser
let scene: Scene
beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'course')
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

const asAdmin = <Data>(query: string, variables: object): Promise<Data> =>
  getGraphql<Data>(scene.facts.origin, { token: scene.facts.adminToken }, query, { ...variables })

/** A course with a pool of 100 of which each student may get 20. */
async function openCourse(name: string, assistant: Student): Promise<{ courseId: string; poolId: string }> {
  const { createCourse } = await asAdmin<{ createCourse: { course: { id: string; version: number } } }>(
    'mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { id version } } }',
    { input: { name } },
  )
  const { id: courseId, version } = createCourse.course
  const { openPool } = await asAdmin<{ openPool: { pool: { id: string } } }>(
    'mutation ($input: OpenPoolInput!) { openPool(input: $input) { pool { id } } }',
    { input: { name, courseId, idempotencyKey: randomUUID() } },
  )
  await asAdmin(
    `mutation ($course: UpdateCourseInput!, $grant: GrantInput!, $member: SetCourseMemberInput!) {
      updateCourse(input: $course) { problems { message } }
      grant(input: $grant) { problems { message } }
      setCourseMember(input: $member) { problems { message } }
    }`,
    {
      course: { id: courseId, version, poolId: openPool.pool.id, allowance: '20' },
      grant: { poolId: openPool.pool.id, amount: '100', reason: 'autumn', idempotencyKey: randomUUID() },
      member: { courseId, userId: assistant.userId, role: 'ASSISTANT' },
    },
  )
  return { courseId, poolId: openPool.pool.id }
}

describe.each([
  { locale: 'zh-CN', theme: 'light' },
  { locale: 'en', theme: 'dark' },
] as const)('G2 in $locale, $theme', ({ locale, theme }) => {
  const newcomer = `22${String(randomInt(1e8)).padStart(8, '0')}`
  const people: Visitor[] = []
  let assistant: Student
  let courseId: string
  let poolId: string
  let helper: Visitor
  let code = ''

  const seat = async (role: string): Promise<Visitor> => {
    const visitor = await openVisitor(browser, {
      origin: scene.facts.origin,
      locale,
      theme,
      name: `course-${role}-${locale}-${theme}`,
    })
    people.push(visitor)
    return visitor
  }

  beforeAll(async () => {
    assistant = await scene.student()
    const course = await openCourse(`Optics ${locale}`, assistant)
    courseId = course.courseId
    poolId = course.poolId
    helper = await seat('assistant')
    await helper.goto('/login')
    await helper.logIn(assistant.username, assistant.password)
  })
  afterAll(async () => {
    for (const visitor of people) await visitor.close()
  })

  it('the assistant sees what a roster would do, imports it with a grant, and keeps the codes', async () => {
    const { page, words } = helper
    const t = (key: string, values?: Record<string, string>) => words(`course.roster.${key}`, values)
    await helper.goto('/playground')
    await page.getByRole('link', { name: words('navigation.course'), exact: true }).click()
    await page.waitForURL(`**/course/${courseId}`)
    await page.getByRole('button', { name: t('import') }).click()
    const dialog = page.getByRole('dialog')
    const file = (text: string) =>
      dialog
        .locator('input[type=file]')
        .setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await file(`学号,姓名,班级\n${newcomer},张三,一班\n12,李四,一班\n`)
    await dialog.getByText(t('actions.REFUSE'), { exact: false }).first().waitFor()
    await helper.inspect('roster-faults')
    expect(await dialog.getByRole('button', { name: t('apply'), exact: true }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: t('back') }).click()
    await file(`\uFEFF学号,姓名,班级\r\n${newcomer},张三,一班\r\n${assistant.username},助教,\r\n`)
    await dialog.getByRole('cell', { name: newcomer }).waitFor()
    await dialog.getByRole('checkbox').check()
    await dialog.getByLabel(words('finance.grants.amount', { currency: 'CNY' })).fill('12.5')
    await dialog.getByLabel(t('label')).fill('autumn 2026')
    await helper.inspect('roster')
    const letGo = await holdAccount(scene.facts.superuserUrl, poolId)
    const row = page.getByRole('row', { name: newcomer })
    try {
      await dialog.getByRole('button', { name: t('apply'), exact: true }).click()
      await dialog.getByText(t('done')).waitFor()
      const download = page.waitForEvent('download')
      await dialog.getByRole('button', { name: t('saveCodes') }).click()
      const sheet = await readFile(await (await download).path(), 'utf8')
      code = new RegExp(`\r\n${newcomer},([0-9A-Z-]+),`).exec(sheet)?.[1] ?? ''
      expect(code).toMatch(/^(\w{5}-){2}\w{5}$/)
      await helper.inspect('roster-done')
      await dialog.getByRole('button', { name: t('close') }).click()
      await row.getByText('¥0.00').first().waitFor()
    } finally {
      await letGo()
    }
    // nobody asks for the page again: it is brought up to date when all have their grants
    await row.getByText('12.50').waitFor()
    await helper.inspect('people')
  })

  it('grants to one student within what the course allows, and says why not', async () => {
    const { page, words } = helper
    const t = (key: string, values?: Record<string, string>) => words(`finance.grants.${key}`, values)
    const grant = async (amount: string) => {
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(t('amount', { currency: 'CNY' })).fill(amount)
      await dialog.getByLabel(t('reason')).fill('exercise 3')
      await dialog.getByRole('button', { name: t('grant'), exact: true }).click()
      return dialog
    }
    await page.getByRole('button', { name: words('course.grantTo', { name: newcomer }) }).click()
    const dialog = await grant('7.51')
    await dialog
      .getByRole('alert')
      .filter({ hasText: /\S/ })
      .or(dialog.locator('[aria-invalid=true]'))
      .first()
      .waitFor()
    await grant('7.5')
    await page.getByRole('row', { name: newcomer }).getByText('20.00').waitFor()
  })

  it('the roster comes as a file, for those who run the course alone', async () => {
    const { page, words } = helper
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: words('table.csv'), exact: true }).click()
    const sheet = await readFile(await (await download).path(), 'utf8')
    expect(sheet).toMatch(new RegExp(`\r\n${newcomer},张三,STUDENT,一班,ACTIVE,false,20,0,`))
    const stranger = await seat('stranger')
    const { username, password } = await scene.student()
    await stranger.goto('/login')
    await stranger.logIn(username, password)
    const refused = await stranger.page.request.get(`${scene.facts.origin}/course/${courseId}/csv`)
    expect([refused.status(), await refused.text()]).toEqual([404, ''])
  })

  it('D9: who is asked for consent to recording reads the text, consents, and takes it back', async () => {
    const { page, words } = helper
    const t = (key: string, values?: Record<string, string>) => words(`recording.${key}`, values)
    await helper.goto('/account')
    await page.getByText(t('none'), { exact: true }).waitFor()
    const { course } = await asAdmin<{ course: { version: number } }>(
      'query ($id: ID!) { course(id: $id) { version } }',
      {
        id: courseId,
      },
    )
    const asked = { recordingEnabled: true, recordingTextVersion: '2026-1', recordingText: 'What you ask is kept.' }
    await asAdmin('mutation ($input: UpdateCourseInput!) { updateCourse(input: $input) { problems { message } } }', {
      input: { id: courseId, version: course.version, ...asked },
    })
    await helper.reload()
    const name = `Optics ${locale}`
    await page.getByRole('button', { name: t('readNamed', { name }), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(asked.recordingText, { exact: true }).waitFor()
    await helper.inspect('consent')
    await dialog.getByRole('button', { name: t('consent'), exact: true }).click()
    await page.getByText(t('consenting'), { exact: true }).waitFor()
    await helper.inspect('consented')
    await page.getByRole('button', { name: t('withdrawNamed', { name }), exact: true }).click()
    await page.getByText(t('withdrawn'), { exact: true }).waitFor()
  })

  it('G1: a new student sets his password by the code on his telephone, and has his money', async () => {
    const student = await seat('student')
    const { page, words } = student
    await page.setViewportSize(PHONE)
    await student.goto('/login')
    await page.getByRole('link', { name: words('logIn.setPassword') }).click()
    await page.waitForURL('**/set-password')
    await page.getByLabel(words('logIn.username')).fill(newcomer)
    await page.getByLabel(words('setPassword.code')).fill(code.toLowerCase().replaceAll('-', ' '))
    await page.getByLabel(words('account.newPassword')).fill('a password of my own')
    await student.inspect('set-password')
    await page.getByRole('button', { name: words('setPassword.submit') }).click()
    await page.waitForURL('**/playground')
    const wallet = await asAdmin<{ users: { nodes: { wallet: { id: string } }[] } }>(
      'query ($search: String) { users(filter: { search: $search }) { nodes { wallet { id } } } }',
      { search: newcomer },
    )
    const account = await scene.audit.account(wallet.users.nodes[0]?.wallet.id ?? '')
    expect(account.balance).toBe(unitsToNanos('20'))
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
  })

  it('a second factor is set up with a picture, asked for at the next log-in, and opens', async () => {
    const { page, words } = helper
    const t = (key: string) => words(`secondFactor.${key}`)
    await helper.goto('/account')
    await page.getByRole('button', { name: t('setUp') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words('account.currentPassword')).fill(assistant.password)
    await dialog.getByRole('button', { name: t('next') }).click()
    await dialog.getByRole('img', { name: t('picture') }).waitFor()
    const secret = (await dialog.locator('code').first().textContent()) ?? ''
    await helper.inspect('second-factor')
    await dialog.getByLabel(t('firstCode')).fill(await generate({ secret }))
    await dialog.getByRole('button', { name: t('turnOn') }).click()
    await dialog.getByRole('listitem').nth(9).waitFor()
    await helper.inspect('recovery-codes')
    await dialog.getByRole('button', { name: t('kept') }).click()

    const again = await seat('again')
    await again.goto('/login?next=/usage')
    await again.page.getByLabel(words('logIn.username')).fill(assistant.username)
    await again.page.getByLabel(words('logIn.password')).fill(assistant.password)
    await again.page.getByRole('button', { name: words('logIn.submit'), exact: true }).click()
    await again.page.waitForURL('**/login/second-factor**')
    await again.goto('/keys')
    await again.page.waitForURL('**/login/second-factor**')
    await again.inspect('second-step')
    const next = await generate({ secret, epoch: Math.floor((Date.now() + STEP_MS) / 1_000) })
    await again.page.getByLabel(t('code')).fill(next)
    await again.page.getByRole('button', { name: t('submit') }).click()
    await again.page.waitForURL('**/keys')
    expect(again.complaints).toEqual([])
  })

  it('nothing was complained about', () => {
    for (const { complaints } of people) expect(complaints).toEqual([])
  })
})
