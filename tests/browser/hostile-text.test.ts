// A13: what people and models write is shown and never run.
import { randomInt } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene } from '../support/scene.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PICTURE = '<img src=x onerror=alert(1)>'
const ANSWER = `${PICTURE} <script>alert(2)</script> [press](javascript:alert(3)) <svg/onload=alert(4)> the end`

let browser: Browser
let scene: Scene
let visitor: Visitor
const dialogs: string[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'hostile')
  await scene.declare({
    models: [{ name: 'chat', price: { inputPerMillion: '1', outputPerMillion: '1' } }],
    channels: [{ name: PICTURE, models: ['chat'] }],
  })
  visitor = await openVisitor(browser, { origin: scene.facts.origin, locale: 'en', theme: 'light', name: 'hostile' })
  visitor.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
})
afterAll(async () => {
  await visitor?.close()
  await browser?.close()
  await scene?.close()
})

/** Neither a dialog nor a complaint of the browser's policy: nothing even tried to run. */
const expectQuiet = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  expect(dialogs).toEqual([])
  expect(await page.locator('img[onerror], svg[onload], main script').count()).toBe(0)
  expect(visitor.complaints).toEqual([])
}

describe('A13 P1: text that wants to be more', () => {
  it('of names and channels, where administrators look', async () => {
    const admin = await scene.student({ role: 'admin' })
    const username = `24${String(randomInt(1e8)).padStart(8, '0')}`
    await getGraphql(
      scene.facts.origin,
      { token: scene.facts.adminToken },
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { problems { message } } }',
      { input: { username, role: 'STUDENT', displayName: PICTURE } },
    )
    await visitor.goto(`/admin/users?search=${username}`)
    await visitor.logIn(admin.username, admin.password)
    for (const path of [`/admin/users?search=${username}`, '/admin/channels', '/admin/audit']) {
      await visitor.goto(path)
      await visitor.page.getByText(PICTURE).first().waitFor()
      await expectQuiet(visitor.page)
    }
  })

  it('of a model, in the playground', async () => {
    const student = await scene.student({ balance: '5' })
    await scene.untilOffered(student, 'chat')
    await visitor.page.context().clearCookies()
    await visitor.goto('/playground')
    await visitor.logIn(student.username, student.password)
    const { page, words } = visitor
    await page.waitForURL('**/playground**')
    await page.getByTestId('model-picker').click()
    await page.getByLabel(words('playground.searchModels')).fill(scene.model('chat'))
    await page
      .getByRole('button', { name: scene.model('chat') })
      .last()
      .click()
    const message = page.getByRole('textbox', { name: words('playground.message'), exact: true })
    await message.fill(`Hello @@script:reply=${encodeURIComponent(ANSWER)}@@`)
    await page.keyboard.press('Enter')
    await page.getByText('the end').last().waitFor()
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0)
    await expectQuiet(page)
  })
})
