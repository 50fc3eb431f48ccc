import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { waitUntil } from '@tollgate/testkit'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { graveFindings } from './accessibility.js'
import { type Locale, type Words, wordsOf } from './words.js'

const CHROMIUM = '/usr/bin/chromium'
const SCREENSHOTS = fileURLToPath(new URL('../../artifacts/browser/', import.meta.url))
/** Of one step: on a machine that is busy with other things a page may take many seconds. */
const STEP_TIMEOUT_MS = 60_000
/** How many times slower than it is a page is made to run, to find what a slow machine would: 1 unless told otherwise. */
const SLOWDOWN = Number(process.env.BROWSER_SLOWDOWN ?? 1)

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
  context.setDefaultTimeout(STEP_TIMEOUT_MS)
  const page = await context.newPage()
  await slowDown(page)
  const complaints = listenTo(context)
  const words = wordsOf(locale)
  return {
    page,
    words,
    complaints,
    async goto(path) {
      await page.goto(`${origin}${path}`)
      await isAlive(page)
    },
    async reload() {
      await page.reload()
      await isAlive(page)
    },
    async logIn(username, password) {
      await isAlive(page) // whoever was sent here has not waited for it
      await page.getByLabel(words('logIn.username')).fill(username)
      await page.getByLabel(words('logIn.password')).fill(password)
      await page.getByRole('button', { name: words('logIn.submit'), exact: true }).click()
      await page.waitForURL((url) => !url.pathname.startsWith('/login'))
    },
    async inspect(what) {
      await page.screenshot({ path: `${SCREENSHOTS}${name}-${what}.png`, fullPage: true })
      // in one line, which is all that a summary of a run shows of a failure
      const findings = (await graveFindings(page)).join(' ').replaceAll(/\s+/g, ' ')
      if (findings !== '') throw new Error(`axe on ${what}: ${findings}`)
    },
    close: () => context.close(),
  }
}

/**
 * Whether all of a page is there and does what it looks like. Parts that came late lie hidden in the document until React has
 * moved them to their place: until then a text may be there twice. One that waits for more when everything has come is of a
 * page that turned out not to exist, and stays. What React has not taken over yet hears no click.
 */
const IS_ALIVE = `(() => {
  const late = [...document.querySelectorAll('div[hidden][id^="S:"]')]
  const controls = [...document.querySelectorAll('button, input, select, textarea, form, summary, a[href]')]
  const isTaken = (element) => Object.keys(element).some((key) => key.startsWith('__reactFiber$'))
  return document.readyState === 'complete' &&
    late.every((part) => part.querySelector('template[id^="P:"]') !== null) &&
    controls.every((element) => isTaken(element) || late.some((part) => part.contains(element)))
})()`

/** Asked again and again from outside: `waitForFunction` evaluates in the page, whose policy refuses that. */
export async function isAlive(page: Page): Promise<void> {
  const what = `${page.url()} in place`
  await waitUntil(() => page.evaluate<boolean>(IS_ALIVE), { what, timeoutMs: STEP_TIMEOUT_MS })
}

async function slowDown(page: Page): Promise<void> {
  if (SLOWDOWN === 1) return
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
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
