// A3: conversations that are kept, compared, exported, asked anew, in both languages.
import { readFile } from 'node:fs/promises'
import type { Browser, Download } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { createDesk, expectNoSideways, type PlaygroundDesk } from './playground-desk.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1_440, height: 900 }
const REASONING =
  '@@script:reasoning-text=Snell%20said%20so,reply=By%20refraction.,prompt-tokens=1000,completion-tokens=500@@'

let browser: Browser
let scene: Scene

beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'play')
  await scene.declare({
    models: [
      { name: 'chat', provider: 'Demo', price: PRICE, maxOutputTokens: 1_000, abilities: ['vision', 'json'] },
      { name: 'other', provider: 'Demo', price: PRICE, maxOutputTokens: 1_000 },
    ],
    channels: [{ name: 'main', models: ['chat', 'other'] }],
  })
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

describe.each([
  { locale: 'zh-CN', theme: 'dark' },
  { locale: 'en', theme: 'light' },
] as const)('A3 in $locale, $theme', ({ locale, theme }) => {
  let student: Student
  let visitor: Visitor
  let desk: PlaygroundDesk
  /** What the page sent, call by call. */
  const sent: Record<string, unknown>[] = []

  beforeAll(async () => {
    student = await scene.student({ balance: '20' })
    await scene.untilOffered(student, 'other')
    const name = `playground-${locale}-${theme}`
    visitor = await openVisitor(browser, { origin: scene.facts.origin, locale, theme, name })
    await visitor.page.setViewportSize(DESK)
    desk = createDesk(visitor)
    visitor.page.on('request', (request) => {
      if (request.url().endsWith('/v1/chat/completions')) sent.push(request.postDataJSON())
    })
    await visitor.goto('/playground')
    await visitor.logIn(student.username, student.password)
  })
  afterAll(() => visitor?.close())

  it('keeps nothing on the server before somebody chooses so', async () => {
    const { page, words } = visitor
    await desk.chooseModel(scene.model('chat'))
    await desk.ask(`光为什么会折射？ ${REASONING}`)
    await desk.sees('By refraction.')
    await page.getByTestId('answer-cost').waitFor()
    await page.getByText(words('conversations.local')).waitFor()
    expect(await desk.keptTitles()).toEqual([])
    await visitor.inspect('talk')
  })

  it('says what it means, and keeps the talk from then on under its first words', async () => {
    const { page, words } = visitor
    await page.getByRole('button', { name: words('conversations.saveOnServer') }).click()
    await page.getByRole('dialog').getByText(words('conversations.keepText')).waitFor()
    await visitor.inspect('choice')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('conversations.keepYes') })
      .click()
    await desk.isSaved()
    expect(await desk.keptTitles()).toEqual(['光为什么会折射'])
  })

  it('is there again after a reload, and in the list', async () => {
    const { page, words } = visitor
    await visitor.reload()
    await desk.sees('By refraction.')
    await page.getByText('Snell said so').waitFor({ state: 'attached' })
    await desk.isSaved()
    await page.getByRole('button', { name: words('playground.newConversation') }).click()
    await page.getByText(words('playground.emptyTitle')).waitFor()
    await desk.ask('Name a colour\n@@script:reply=Blue.@@')
    await desk.sees('Blue.')
    await desk.isSaved()
    const list = await desk.openList()
    await list.getByRole('button', { name: '光为什么会折射', exact: false }).first().click()
    await desk.sees('By refraction.')
    expect(await desk.answers().count()).toBe(1)
    await visitor.inspect('list')
  })

  it('is found by its title, renamed and deleted', async () => {
    const { page, words } = visitor
    const list = await desk.openList()
    await list.getByRole('searchbox').fill('COLOUR')
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
    await list.getByRole('button', { name: words('conversations.actions', { title: 'Name a colour' }) }).click()
    await page.getByRole('menuitem', { name: words('conversations.rename') }).click()
    await page.getByRole('dialog').getByLabel(words('conversations.name')).fill('颜色 colours')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('conversations.rename') })
      .click()
    await list.getByText('颜色 colours').waitFor()
    await list.getByRole('button', { name: words('conversations.actions', { title: '颜色 colours' }) }).click()
    await page.getByRole('menuitem', { name: words('conversations.delete') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('conversations.delete') })
      .click()
    await expect.poll(() => desk.keptTitles()).toEqual(['光为什么会折射'])
    await list.getByRole('searchbox').fill('')
    await list.getByText('光为什么会折射').waitFor()
  })

  it('sends a setting only while it is switched on', async () => {
    const { page, words } = visitor
    await desk.ask('Plain @@script:reply=Plain.@@')
    await desk.sees('Plain.')
    const plain = Object.keys(sent.at(-1) ?? {})
    expect(
      plain.filter((name) => /^(temperature|top_p|max_tokens|seed|stop|reasoning_effort|response_format)$/.test(name)),
    ).toEqual([])
    await page.getByRole('button', { name: words('playground.settings') }).click()
    const send = (name: string) => words('playground.send', { setting: words(`playground.${name}`) })
    for (const name of ['temperature', 'seed', 'stopTexts', 'reasoningEffort', 'jsonMode'])
      await page.getByRole('switch', { name: send(name), exact: true }).click()
    await page.getByRole('spinbutton', { name: words('playground.temperature') }).fill('0')
    await page.getByRole('textbox', { name: words('playground.stopTexts') }).fill('END')
    await visitor.inspect('settings')
    await desk.ask('Set @@script:reply=Set.@@')
    await desk.sees('Set.')
    expect(sent.at(-1)).toMatchObject({
      temperature: 0,
      seed: 1,
      stop: ['END'],
      response_format: { type: 'json_object' },
    })
    expect(sent.at(-1)).not.toHaveProperty('top_p')
    for (const name of ['temperature', 'seed', 'stopTexts', 'reasoningEffort', 'jsonMode'])
      await page.getByRole('switch', { name: send(name), exact: true }).click()
    await page
      .getByRole('button', { name: words('common.close') })
      .first()
      .click()
  })

  it('edits and asks again; what followed goes, and comes back', async () => {
    const { page, words } = visitor
    const before = await desk.answers().count()
    const question = page.getByRole('article', { name: words('playground.you') }).filter({ hasText: 'Plain' })
    await question.getByRole('button', { name: words('playground.edit') }).click()
    await page.getByRole('textbox', { name: words('playground.editMessage') }).fill('Other @@script:reply=Edited.@@')
    await page.getByRole('button', { name: words('playground.askAgain') }).click()
    await desk.sees('Edited.')
    expect(await desk.answers().count()).toBe(before - 1)
    await page.getByText(words('playground.laterRemoved')).last().waitFor()
    await page
      .getByRole('button', { name: words('playground.undo') })
      .last()
      .click()
    await desk.sees('Set.')
    expect(await desk.answers().count()).toBe(before)
    await desk
      .answers()
      .last()
      .getByRole('button', { name: words('playground.regenerate') })
      .click()
    await expect.poll(() => desk.answers().last().getAttribute('data-state')).toBe('done')
    expect(await desk.answers().count()).toBe(before)
    await desk
      .answers()
      .last()
      .getByRole('button', { name: words('playground.delete'), exact: true })
      .click()
    expect(await desk.answers().count()).toBe(before - 1)
    await desk.isSaved()
  })

  it('exports as Markdown and as JSON, named after the title', async () => {
    const { page, words } = visitor
    const save = async (entry: string): Promise<Download> => {
      const [download] = await Promise.all([page.waitForEvent('download'), desk.chooseFromMenu(words(entry))])
      return download
    }
    const markdown = await save('playground.exportMarkdown')
    expect(markdown.suggestedFilename()).toBe('光为什么会折射.md')
    const text = await readFile(await markdown.path(), 'utf8')
    expect(text).toMatch(/^# 光为什么会折射\n/)
    expect(text).toContain('By refraction.')
    const json = await save('playground.exportJson')
    expect(json.suggestedFilename()).toBe('光为什么会折射.json')
    const exported = JSON.parse(await readFile(await json.path(), 'utf8'))
    expect(exported.lanes[0].messages[1]).toMatchObject({ text: 'By refraction.', reasoning: 'Snell said so' })
  })

  it('compares two models: each with its own answer, price and times, and one may fail alone', async () => {
    const { page, words } = visitor
    await page.getByRole('button', { name: words('playground.newConversation') }).click()
    await page
      .getByRole('button', { name: words('playground.compare') })
      .first()
      .click()
    await desk.chooseModel(scene.model('other'), page.getByTestId('lane-1'))
    await desk.ask('Both\n@@script:reply=Twice.,prompt-tokens=1000,completion-tokens=500@@')
    for (const lane of [0, 1]) {
      const side = page.getByTestId(`lane-${lane}`)
      await side.locator('article[data-state]').getByText('Twice.').waitFor()
      expect(await side.getByTestId('answer-cost').textContent()).toContain('0.006')
    }
    const total = words('playground.total', { time: '' }).trim()
    expect(await page.getByTestId('lane-1').getByText(total).count()).toBe(1)
    await visitor.inspect('compare')
    await page.route('**/v1/chat/completions', (route) =>
      route.request().postDataJSON().model === scene.model('other') ? route.abort() : route.continue(),
    )
    await desk.ask('Again @@script:reply=Alone.@@')
    await page.getByTestId('lane-0').locator('article[data-state]').getByText('Alone.').waitFor()
    await page.getByTestId('lane-1').getByText(words('chatErrors.network')).waitFor()
    await page.unroute('**/v1/chat/completions')
    visitor.complaints.splice(0) // the cut connection is told in the console
    await page.getByRole('button', { name: words('playground.goOn', { model: scene.model('chat') }) }).click()
    await expect.poll(() => page.getByTestId('lane-1').count()).toBe(0)
    await desk.isSaved()
  })

  it('clears everything after asking, on the server too, and takes it back', async () => {
    const { page, words } = visitor
    await page.getByRole('button', { name: words('playground.clear') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('playground.clearNow') })
      .click()
    const undo = page.getByRole('button', { name: words('playground.undo') }).last()
    await undo.hover() // the offer stays while somebody points at it
    await page.getByText(words('playground.emptyTitle')).waitFor()
    await expect.poll(() => desk.keptTitles()).toEqual(['光为什么会折射'])
    await undo.click()
    await desk.sees('Alone.')
    await expect.poll(() => desk.keptTitles()).toEqual(['Both', '光为什么会折射'])
  })

  it('fits a phone, with the list as a sheet', async () => {
    const { page, words } = visitor
    await page.setViewportSize(PHONE)
    await expectNoSideways(page)
    await visitor.inspect('phone')
    const list = await desk.openList()
    await visitor.inspect('phone-list')
    await list.getByRole('button', { name: '光为什么会折射' }).first().click()
    await desk.sees('By refraction.')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await desk.chooseFromMenu(words('playground.compare'))
    await expectNoSideways(page)
    await visitor.inspect('phone-compare')
    await desk.chooseFromMenu(words('playground.endCompare'))
    await page.getByRole('button', { name: words('playground.settings') }).click()
    const settings = page.getByRole('region', { name: words('playground.settings') })
    await settings.getByText(words('playground.jsonMode')).scrollIntoViewIfNeeded()
    await expectNoSideways(page)
    await visitor.inspect('phone-settings')
    await page.keyboard.press('Escape')
  })

  it('had no complaint of the browser', () => {
    expect(visitor.complaints).toEqual([])
  })
})
