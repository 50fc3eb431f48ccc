import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Locale, type Words, wordsOf } from './words.js'

const CHROMIUM = '/usr/bin/chromium'
const SCREENSHOTS = fileURLToPath(new URL('../../artifacts/browser/', import.meta.url))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ACTION_TIMEOUT_MS = 45_000
const LATE_PARTS_MS = 5_000
const GRAVE = ['serious', 'critical']

export const launchBrowser = (): Promise<Browser> => {
  mkdirSync(SCREENSHOTS, { recursive: true })
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

export interface VisitorOptions {
  origin: string
  locale: Locale
  theme: 'light' | 'dark'
  /** In the names of screenshots. */
  name: string
}

/** Somebody in front of a browser of his own, with a language and a theme. */
export interface Visitor {
  readonly page: Page
  readonly words: Words
  /** Everything that the browser complained about so far. */
  readonly complaints: string[]
  goto(path: string): Promise<void>
  reload(): Promise<void>
  logIn(username: string, password: string): Promise<void>
  /** Takes a screenshot and has the page judged by axe. */
  inspect(what: string): Promise<void>
  close(): Promise<void>
}

export async function openVisitor(browser: Browser, { origin, locale, theme, name }: VisitorOptions): Promise<Visitor> {
  const context = await browser.newContext({
    locale: locale === 'en' ? 'en-US' : locale,
    colorScheme: theme,
    viewport: { width: 1_280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(ACTION_TIMEOUT_MS)
  const page = await context.newPage()
  const complaints = listenTo(context)
  const words = wordsOf(locale)
  return {
    page,
    words,
    complaints,
    async goto(path) {
      await page.goto(`${origin}${path}`, { waitUntil: 'load' })
      await isInPlace(page)
    },
    async reload() {
      await page.reload()
      await isInPlace(page)
    },
    async logIn(username, password) {
      await page.getByLabel(words('logIn.username')).fill(username)
      await page.getByLabel(words('logIn.password')).fill(password)
      await page.getByRole('button', { name: words('logIn.submit'), exact: true }).click()
      await page.waitForURL((url) => !url.pathname.startsWith('/login'))
    },
    async inspect(what) {
      await page.screenshot({ path: `${SCREENSHOTS}${name}-${what}.png`, fullPage: true })
      expect(await graveFindings(page), `axe on ${what}`).toEqual([])
    },
    close: () => context.close(),
  }
}

/**
 * Parts of a page that came late lie hidden in the document until React has moved them to their place. Until then a text may be
 * there twice. A locator waits: `waitForFunction` evaluates again and again in the page, whose policy refuses that. Where a page
 * turned out not to exist, its late part stays where it is.
 */
const isInPlace = async (page: Page): Promise<void> => {
  await page
    .locator('div[hidden][id^="S:"]')
    .first()
    .waitFor({ state: 'detached', timeout: LATE_PARTS_MS })
    .catch(() => {})
}

function listenTo(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  return complaints
}

/** Texts that do not fit their place and cannot be scrolled to. */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('main *')]
    .filter((element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ''))
    .filter((element) => !element.closest('.sr-only') && element.scrollWidth > element.clientWidth + 1)
    .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
    .map((element) => element.textContent)`)

interface AxeFinding {
  id: string
  impact: string | null
  nodes: { html: string; failureSummary?: string }[]
}

/** Serious and critical findings of axe, with where they are. */
export async function graveFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const violations = (await page.evaluate('axe.run(document).then((result) => result.violations)')) as AxeFinding[]
  return violations
    .filter(({ impact }) => impact !== null && GRAVE.includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)
}
