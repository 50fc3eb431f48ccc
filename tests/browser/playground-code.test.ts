// A3: "show as code" is what it says: pasted as it is, it makes the next call of the conversation.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { createDesk, type PlaygroundDesk } from './playground-desk.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

const run = promisify(execFile)
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))
const QUESTION = `It's "50 %" of $HOME: why? @@script:reply=Because.@@`
const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }

let browser: Browser
let scene: Scene
let student: Student
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-snippets-'))
  await symlink(NODE_MODULES, join(folder, 'node_modules'))
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'deepseek-ai')
  await scene.declare({
    models: [{ name: 'V3', price: PRICE, maxOutputTokens: 1_000 }],
    channels: [{ name: 'code', models: ['V3'] }],
  })
  student = await scene.student({ balance: '5' })
  await scene.untilOffered(student, 'V3')
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
  await rm(folder, { recursive: true, force: true })
})

describe.each([
  { locale: 'en', theme: 'light' },
  { locale: 'zh-CN', theme: 'dark' },
] as const)('in $locale, $theme', ({ locale, theme }) => {
  let visitor: Visitor
  let desk: PlaygroundDesk

  beforeAll(async () => {
    visitor = await openVisitor(browser, { origin: scene.facts.origin, locale, theme, name: `code-${locale}` })
    desk = createDesk(visitor)
    await visitor.goto('/playground')
    await visitor.logIn(student.username, student.password)
    const { page, words } = visitor
    await desk.chooseModel(scene.model('V3'))
    await desk.ask(QUESTION)
    await desk.sees('Because.')
    await page.getByRole('button', { name: words('playground.settings') }).click()
    await page.getByLabel(words('playground.systemPrompt')).fill('Be brief.')
    for (const name of ['temperature', 'seed'])
      await page
        .getByRole('switch', {
          name: words('playground.send', { setting: words(`playground.${name}`) }),
          exact: true,
        })
        .click()
    await page
      .getByRole('button', { name: words('common.close') })
      .first()
      .click()
    await page
      .getByRole('button', { name: words('playground.showCode') })
      .first()
      .click()
    await visitor.inspect('openai-curl')
  })
  afterAll(() => visitor?.close())

  /** What the copy button puts into the clipboard. */
  async function copied(dialect: string, language: string): Promise<string> {
    const { page, words } = visitor
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: words(`code.dialects.${dialect}`), exact: true }).click()
    await dialog.getByRole('button', { name: words(`code.languages.${language}`), exact: true }).click()
    await page.evaluate("navigator.clipboard.writeText('')")
    // not what was said of the text before
    await dialog.getByRole('button', { name: words('code.copy'), exact: true }).click()
    const text = () => page.evaluate<string>('navigator.clipboard.readText()')
    await expect.poll(text).not.toBe('')
    return text()
  }
  const env = () => ({ PATH: process.env.PATH ?? '', HOME: folder, TOLLGATE_KEY: student.key })

  it.each(['openai', 'anthropic', 'gemini'])('%s: the curl call works when it is pasted', async (dialect) => {
    const { stdout } = await run('sh', ['-c', await copied(dialect, 'curl')], { env: env(), timeout: 60_000 })
    expect(stdout).toContain('Because.')
    expectSameCall(dialect)
  })

  it.each(['openai', 'anthropic', 'gemini'])('%s: the Node program works when it is pasted', async (dialect) => {
    const file = join(folder, `${dialect}.mjs`)
    await writeFile(file, await copied(dialect, 'node'))
    const { stdout } = await run(process.execPath, [file], { env: env(), timeout: 60_000 })
    expect(stdout.trim()).toBe('Because.')
    expectSameCall(dialect)
  })

  it.each(['openai', 'anthropic', 'gemini'])('%s: the Python program is one', async (dialect) => {
    const file = join(folder, `${dialect}.py`)
    await writeFile(file, await copied(dialect, 'python'))
    await run('python3', ['-m', 'py_compile', file], { env: env(), timeout: 60_000 })
  })

  it('says what a dialect has no words for', async () => {
    const { page, words } = visitor
    await copied('anthropic', 'curl')
    const leftOut = words('code.leftOut', { settings: words('playground.seed') })
    await page.getByRole('dialog').getByText(leftOut).waitFor()
    await visitor.inspect('anthropic')
    expect(visitor.complaints).toEqual([])
  })

  /** What the upstream was asked last is what was said so far, with the settings that are set. */
  function expectSameCall(dialect: string): void {
    const body = scene.upstream.truth().at(-1)?.body as { messages: { role: string; content: unknown }[] }
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant'])
    expect(textOf(body.messages[1]?.content)).toBe(QUESTION)
    expect(body).toMatchObject({ temperature: 0.7, ...(dialect !== 'anthropic' && { seed: 1 }) })
    expect(body).not.toHaveProperty('top_p')
  }
})

/** A text, or a list with one. */
const textOf = (content: unknown): unknown => (Array.isArray(content) ? content[0]?.text : content)
