// The playground where something goes wrong half-way: closed pages, ended sessions, other tabs, hostile answers.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { createDesk, type PlaygroundDesk } from './playground-desk.js'
import { isAlive, launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const HOSTILE = [
  '<script>window.hurt = 1</script>',
  '<img src=x onerror="window.hurt = 2">',
  '<iframe src="javascript:parent.hurt=3"></iframe>',
  '<svg onload="window.hurt=4"></svg><form action="https://evil.example"><button>Log in</button></form>',
  '[a link](javascript:window.hurt=5) ![beacon](https://evil.example/x.png)',
  '<style>body{display:none}</style>',
  '$$\\href{javascript:window.hurt=6}{x}$$',
  'the end of it',
].join('\n\n')

let browser: Browser
let scene: Scene

beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'trouble')
  await scene.declare({
    models: [
      { name: 'chat', provider: 'Demo', price: PRICE, maxOutputTokens: 1_000, abilities: ['vision'] },
      { name: 'dear', provider: 'Demo', price: { inputPerMillion: '1000000', outputPerMillion: '1000000' } },
    ],
    channels: [{ name: 'main', models: ['chat', 'dear'] }],
  })
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

describe.each([
  { locale: 'en', theme: 'dark' },
  { locale: 'zh-CN', theme: 'light' },
] as const)('in $locale, $theme', ({ locale, theme }) => {
  let student: Student
  let visitor: Visitor
  let desk: PlaygroundDesk

  beforeAll(async () => {
    student = await scene.student({ balance: '3' })
    await scene.untilOffered(student, 'dear')
    visitor = await openVisitor(browser, { origin: scene.facts.origin, locale, theme, name: `trouble-${locale}` })
    desk = createDesk(visitor)
    await visitor.goto('/playground')
    await visitor.logIn(student.username, student.password)
    await desk.chooseModel(scene.model('chat'))
  })
  afterAll(() => visitor?.close())

  const fresh = () => visitor.page.getByRole('button', { name: visitor.words('playground.newConversation') }).click()

  it('A13 P1: a hostile answer is inert', async () => {
    const { page } = visitor
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    const outside: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(scene.facts.origin) && !request.url().startsWith('data:'))
        outside.push(request.url())
    })
    await desk.ask(`@@script:reply=${encodeURIComponent(HOSTILE)}@@`)
    await desk.sees('the end of it')
    await expect.poll(() => desk.answers().last().getAttribute('data-state')).toBe('done')
    const answer = desk.answers().last()
    expect(await answer.locator('script, iframe, form, style, [onerror], [onload], [href^=javascript]').count()).toBe(0)
    expect(await page.evaluate('window.hurt')).toBeUndefined()
    expect([dialogs, outside]).toEqual([[], []])
    await visitor.inspect('hostile')
    expect(visitor.complaints).toEqual([])
  })

  it('A3: renders maths, code and Chinese; a copied block keeps its line breaks', async () => {
    const { page } = visitor
    await fresh()
    const reply = '动能 $E_k=\\frac12mv^2$ 与\n\n$$p=mv$$\n\n```python\nif x:\n    y = 1\n```\n\n**很重要。**结束'
    await desk.ask(`@@script:reply=${encodeURIComponent(reply)}@@`)
    await desk.sees('结束')
    const answer = desk.answers().last()
    await expect.poll(() => answer.locator('.katex').count()).toBe(2)
    expect(await answer.locator('strong, [data-streamdown=strong]').first().textContent()).toBe('很重要。')
    await answer.getByRole('button', { name: visitor.words('playground.copyCode') }).click()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('if x:\n    y = 1')
  })

  it('an answer cut by a reload stays as far as it came, and says later what it cost', async () => {
    const { page, words } = visitor
    await fresh()
    await desk.ask('Slow @@script:reply=Half%20of%20it%20and%20the%20rest,chunks=4,stall-after=2,prompt-tokens=100@@')
    await desk.sees('Half')
    const isWritten = () => page.evaluate("Object.values(localStorage).some((text) => text.includes('\"Half'))")
    await expect.poll(isWritten).toBe(true)
    await visitor.reload()
    await desk.sees('Half')
    await page.getByText(words('playground.stopped')).waitFor()
    await page.getByTestId('answer-cost').waitFor()
  })

  it('two tabs: the later save changes nothing, and the person decides', async () => {
    const { page, words } = visitor
    await fresh()
    await desk.startKeeping()
    await desk.ask('Tabs\n@@script:reply=One.@@')
    await desk.sees('One.')
    await desk.isSaved()
    const second = await page.context().newPage()
    const other = createDesk({
      ...visitor,
      page: second,
      async goto(path) {
        await second.goto(scene.facts.origin + path)
        await isAlive(second)
      },
    })
    await other.open()
    await other.sees('One.')
    await other.isSaved()
    await other.ask('From the second @@script:reply=Two.@@')
    await other.sees('Two.')
    await other.isSaved()
    // who comes back to a tab sees what was said elsewhere
    await page.evaluate("window.dispatchEvent(new Event('focus'))")
    await desk.sees('Two.')
    await other.ask('Once more @@script:reply=Four.@@')
    await other.sees('Four.')
    await other.isSaved()
    await desk.ask('From the first @@script:reply=Three.@@')
    await desk.sees('Three.')
    await page.getByText(words('conversations.conflict')).waitFor()
    await visitor.inspect('conflict')
    await page.getByRole('button', { name: words('conversations.keepMine') }).click()
    await desk.isSaved()
    expect(await desk.keptTitles()).toEqual(['Tabs', 'Tabs'])
    await other.sees('Four.')
    await second.close()
  })

  it('a session that ends while an answer comes loses nothing', async () => {
    const { page, words } = visitor
    await fresh()
    await desk.ask(`Ending @@script:reply=Still%20here.,barrier=end-${locale}@@`)
    await expect.poll(() => scene.upstream.waitingAt(`end-${locale}`)).toBe(1)
    const cookies = await page.context().cookies()
    await page.context().clearCookies({ name: /session/ })
    scene.upstream.release(`end-${locale}`)
    await desk.sees('Still here.')
    await page.getByText(words('conversations.sessionEnded')).waitFor()
    expect(new URL(page.url()).pathname).toBe('/playground')
    await visitor.inspect('session-ended')
    await page.getByRole('link', { name: words('conversations.logIn') }).click()
    await page.waitForURL('**/login**')
    await visitor.logIn(student.username, student.password)
    await desk.sees('Still here.')
    await desk.isSaved()
    expect(cookies.length).toBeGreaterThan(0)
    visitor.complaints.splice(0)
  })

  it('refusals are told in words: what is too dear, and what comes too fast, with the time to wait', async () => {
    const { page, words } = visitor
    await fresh()
    await desk.chooseModel(scene.model('dear'))
    await desk.ask('Expensive')
    await page.getByText(words('chatErrors.insufficient_quota')).waitFor()
    await visitor.inspect('402')
    await desk.chooseModel(scene.model('chat'))
    const refuse = async (status: number, body: object, headers: Record<string, string> = {}) => {
      await page.route('**/v1/chat/completions', (route) => route.fulfill({ status, headers, json: body }), {
        times: 1,
      })
      await desk.ask(`Refused ${status}`)
    }
    const tooFast = { error: { code: 'rate_limit_exceeded', message: '' } }
    await refuse(429, tooFast, { 'retry-after': '600' })
    await page.getByText(words('chatErrors.rate_limit_exceeded')).waitFor()
    const retry = desk
      .answers()
      .last()
      .getByRole('alert')
      .getByRole('button', { name: words('playground.regenerate') })
    expect(await retry.isDisabled()).toBe(true)
    await refuse(429, tooFast, { 'retry-after': '1' })
    await expect.poll(() => desk.answers().count()).toBe(3)
    await expect.poll(() => retry.isEnabled()).toBe(true)
    await retry.click()
    await expect.poll(() => desk.answers().last().getAttribute('data-state')).toBe('done')
    await refuse(403, { error: { code: 'key_disabled', message: '' } })
    await page.getByText(words('chatErrors.key_disabled')).waitFor()
    await refuse(503, { error: { code: 'no_channel', message: '' } })
    await page.getByText(words('chatErrors.no_channel')).waitFor()
    await refuse(503, {})
    await page.getByText(words('chatErrors.unavailable')).waitFor()
    visitor.complaints.splice(0)
  })

  it('A3: a picture that is too large is refused, one that fits is sent to a model that sees', async () => {
    const { page, words } = visitor
    await fresh()
    await desk.chooseModel(scene.model('chat'))
    const input = page.locator('input[type=file]')
    const large = Buffer.alloc(7 * 1024 * 1024)
    await input.setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: large })
    await page
      .getByText(words('playground.imagesRefused', { most: '4' }))
      .first()
      .waitFor()
    await input.setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: DOT })
    await page.getByRole('button', { name: words('playground.removeImage', { number: '1' }) }).waitFor()
    await desk.ask('What is it? @@script:reply=A%20dot.@@')
    await desk.sees('A dot.')
    expect(JSON.stringify(scene.upstream.truth().at(-1)?.body)).toContain(DOT.toString('base64'))
    await desk.isSaved()
    await visitor.reload()
    await page.getByRole('button', { name: words('playground.image', { number: '1' }) }).waitFor()
  })

  it('nothing of it stays in the browser after the log-out', async () => {
    const { page, words } = visitor
    const drafts = () =>
      page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('tollgate.chat.')).length")
    expect(await drafts()).toBeGreaterThan(0)
    await page.getByRole('button', { name: words('userMenu.label', { username: student.username }) }).click()
    await page.getByRole('menuitem', { name: words('userMenu.logOut') }).click()
    await page.waitForURL('**/login**')
    expect(await drafts()).toBe(0)
  })

  it('had no complaint of the browser', () => {
    expect(visitor.complaints).toEqual([])
  })
})

/** One pixel. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
