// First views and ways from page to page in Chromium, as an administrator of a full campus.
import { loadavg } from 'node:os'
import { chromium } from 'playwright-core'
import { median } from './statistics.mjs'
import { fixed, toTable, verdict } from './table.mjs'

const MOST_FIRST_MS = 1_500
const MOST_STEP_MS = 500
const TIMES = 5
const PATIENCE_MS = 30_000

/** @returns whether one was too slow */
export async function measurePages(stack, { modelName, userId }) {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  try {
    const state = await logIn(browser, stack)
    const paths = [
      ...[
        '/admin/dashboard',
        '/admin/dashboard?tab=key',
        '/admin/users',
        `/admin/users/${userId}`,
        '/finance/spend?by=USER',
      ],
      ...[
        '/finance/spend?by=USER&period=30d',
        '/finance/spend/calls',
        '/finance/accounts',
        '/finance/statements',
        '/models',
      ],
      ...[`/models/${modelName}`, '/usage', '/keys', '/account'],
    ]
    const first = []
    for (const path of paths)
      first.push([path, await repeat(() => firstView(browser, state, `${stack.origin}${path}`))])
    const steps = await measureSteps(browser, state, stack.origin)
    console.log(`\nPages in Chromium, median of ${TIMES}, ms, load average ${fixed(loadavg()[0])}:`)
    console.log(table('first view', first, MOST_FIRST_MS))
    console.log(table('from page to page', steps, MOST_STEP_MS))
    return first.some(([, ms]) => ms > MOST_FIRST_MS) || steps.some(([, ms]) => ms > MOST_STEP_MS)
  } finally {
    await browser.close()
  }
}

const table = (name, rows, limit) =>
  toTable(
    [name, 'ms', `≤ ${limit}`],
    rows.map(([what, ms]) => [what, fixed(ms, 0), verdict(ms, limit)]),
  )

async function repeat(measure) {
  const measured = []
  for (let i = 0; i <= TIMES; i += 1) measured.push(await measure())
  return median(measured.slice(1)) // the first one warms the server
}

async function logIn(browser, { origin, admin }) {
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(`${origin}/login`)
  await page.locator('input[name=username]').fill(admin.username)
  await page.locator('input[name=password]').fill(admin.password)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login'), { timeout: PATIENCE_MS })
  const state = await context.storageState()
  await context.close()
  return state
}

/** With an empty cache, until the page's heading and what it is about are there. */
async function firstView(browser, storageState, address) {
  const context = await browser.newContext({ storageState, locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const started = performance.now()
  await page.goto(address, { waitUntil: 'domcontentloaded', timeout: PATIENCE_MS })
  await settled(page)
  const ms = performance.now() - started
  await context.close()
  return ms
}

/** No skeleton is left and the page has its heading. */
const settled = (page) =>
  page.waitForFunction(
    () =>
      document.querySelector('main h1') !== null && document.querySelector('[aria-busy=true], .animate-pulse') === null,
    undefined,
    { timeout: PATIENCE_MS, polling: 'raf' },
  )

async function measureSteps(browser, storageState, origin) {
  const context = await browser.newContext({ storageState, locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${origin}/admin/dashboard`, { waitUntil: 'load' })
  await settled(page)
  const paths = [
    '/admin/users',
    '/finance/spend',
    '/finance/accounts',
    '/models',
    '/usage',
    '/keys',
    '/account',
    '/admin/dashboard',
  ]
  const measured = new Map(paths.map((path) => [path, []]))
  for (let i = 0; i <= TIMES; i += 1)
    for (const path of paths) {
      const started = performance.now()
      await page.locator(`aside a[href="${path}"]`).click()
      await page.waitForURL(`${origin}${path}`, { timeout: PATIENCE_MS, waitUntil: 'commit' })
      await settled(page)
      measured.get(path).push(performance.now() - started)
    }
  await context.close()
  return paths.map((path) => [path, median(measured.get(path).slice(1))])
}
