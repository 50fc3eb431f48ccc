// The log-in of the organisation: a button, its pages, and back; what goes wrong says what to do.
import { randomInt } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openScene, type Scene } from '../support/scene.js'
import { isAlive, launchBrowser, openVisitor, type Visitor } from './visitor.js'

const PROVIDER = { provider: 'Campus ID' }
const PHONE = { width: 390, height: 844 }

let browser: Browser
let scene: Scene
beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'provider')
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

describe.each([
  { locale: 'zh-CN', theme: 'dark' },
  { locale: 'en', theme: 'light' },
] as const)('OIDC in $locale, $theme', ({ locale, theme }) => {
  const name = `23${String(randomInt(1e8)).padStart(8, '0')}`
  let visitor: Visitor

  beforeAll(async () => {
    visitor = await openVisitor(browser, {
      origin: scene.facts.origin,
      locale,
      theme,
      name: `provider-${locale}-${theme}`,
    })
  })
  afterAll(() => visitor?.close())

  async function logIn(at: Visitor, who: string, groups = ''): Promise<void> {
    await isAlive(at.page)
    await at.page.getByRole('button', { name: at.words('logIn.byProvider', PROVIDER) }).click()
    await at.page.getByLabel('Campus name').fill(who)
    await at.page.getByLabel('Campus groups').fill(groups)
    await at.page.getByRole('button', { name: 'Continue' }).click()
    await at.page.waitForURL((url) => url.origin === scene.facts.origin && url.pathname !== '/login/oidc/callback')
  }

  it('leads to the page that was wanted, with an account at the first time', async () => {
    await visitor.goto('/keys')
    await visitor.page.waitForURL('**/login?next=*')
    await visitor.inspect('login')
    await logIn(visitor, name)
    expect(new URL(visitor.page.url()).pathname).toBe('/keys')
    await visitor.page.getByRole('button', { name: visitor.words('userMenu.label', { username: name }) }).waitFor()
  })

  it('shows on the account page how one gets in', async () => {
    await visitor.goto('/account')
    await visitor.page.getByText(visitor.words('account.onlyWayIn')).waitFor()
    await visitor.page.getByText(visitor.words('account.provenByProvider')).first().waitFor()
    await visitor.page.setViewportSize(PHONE)
    await visitor.inspect('account-phone')
    await visitor.page.setViewportSize({ width: 1_280, height: 800 })
  })

  it('logging out ends the session at the provider as well: the next person is asked who he is', async () => {
    await visitor.page.getByRole('button', { name: visitor.words('userMenu.label', { username: name }) }).click()
    await visitor.page.getByRole('menuitem', { name: visitor.words('userMenu.logOut') }).click()
    await visitor.page.waitForURL((url) => url.origin !== scene.facts.origin || url.pathname === '/login')
    if (!visitor.page.url().startsWith(scene.facts.origin)) await visitor.page.getByRole('button').first().click() // the provider asks whether it is meant
    await visitor.page.waitForURL(`${scene.facts.origin}/login*`)
    await logIn(visitor, `${name}-a`, 'accounting')
    await visitor.goto('/finance/spend')
    await visitor.page.getByRole('heading', { level: 1 }).waitFor()
    expect(new URL(visitor.page.url()).pathname).toBe('/finance/spend')
  })

  it('an answer that was begun elsewhere says what to do', async () => {
    const stranger = await openVisitor(browser, {
      origin: scene.facts.origin,
      locale,
      theme,
      name: `provider-stranger-${locale}-${theme}`,
    })
    try {
      await stranger.goto('/login/oidc/callback?code=x&state=y')
      await stranger.page.getByText(stranger.words('logIn.notFinished')).waitFor()
      expect(new URL(stranger.page.url()).search).toBe('')
      await stranger.inspect('refused')
      await stranger.page.getByRole('link', { name: stranger.words('logIn.startAgain') }).click()
      await stranger.page.waitForURL('**/login')
    } finally {
      await stranger.close()
    }
    // the provider has no icon
    const ofOurs = [...stranger.complaints, ...visitor.complaints].filter((text) => text.includes(scene.facts.origin))
    expect(ofOurs).toEqual([])
  })
})
