// An admin connects a vLLM server by http://ip:port, a 100-key SiliconFlow channel and an Azure deployment from the console.
import { type FakeUpstream, startFakeUpstream } from '@tollgate/testkit'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, user } from '../support/chat.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { launchBrowser, openVisitor, type Visitor } from './visitor.js'

let browser: Browser
let scene: Scene
beforeAll(async () => {
  browser = await launchBrowser()
  scene = await openScene(inject('stack'), 'connect')
})
afterAll(async () => {
  await browser?.close()
  await scene?.close()
})

it('H09: pages of the console carry headers of safety', async () => {
  const { headers } = await fetch(`${scene.facts.origin}/login`)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toMatch(/no-store|private/)
})

describe.each([
  { locale: 'zh-CN', theme: 'dark' },
  { locale: 'en', theme: 'light' },
] as const)('connecting upstreams in $locale, $theme', ({ locale, theme }) => {
  let visitor: Visitor
  let root: Student
  let student: Student
  let lab: FakeUpstream
  const name = (short: string): string => `${short}-${locale}`
  const t = (key: string, values?: Record<string, string>): string => visitor.words(`admin.channels.${key}`, values)

  beforeAll(async () => {
    lab = await startFakeUpstream({ models: ['qwen3-235b', 'glm-4'] })
    root = await scene.student({ role: 'root' })
    student = await scene.student({ balance: '100' })
    const { origin } = scene.facts
    visitor = await openVisitor(browser, { origin, locale, theme, name: `channels-${locale}-${theme}` })
    await visitor.goto('/login')
    await visitor.logIn(root.username, root.password)
  })
  afterAll(async () => {
    await visitor?.close()
    await lab?.close()
  })

  const callOf = (model: string) =>
    chat({ origin: scene.facts.origin, key: student.key, body: { model, messages: [user('hi')] } })
  const callable = (model: string) => expect.poll(async () => (await callOf(model)).status).toBe(200)

  async function openForm(): Promise<Locator> {
    const { page } = visitor
    await visitor.goto('/admin/channels')
    await page
      .getByRole('button', { name: t('add') })
      .first()
      .click()
    return page.getByRole('dialog')
  }

  async function fillModel(dialog: Locator, model: string, upstreamName?: string): Promise<void> {
    await dialog.getByLabel(t('modelName'), { exact: true }).fill(model)
    await dialog.getByLabel(t('inputPrice', { currency: 'CNY' }), { exact: true }).fill('2')
    await dialog.getByLabel(t('outputPrice', { currency: 'CNY' }), { exact: true }).fill('8')
    if (upstreamName === undefined) return
    await dialog.getByText(t('more'), { exact: true }).click()
    await dialog.getByLabel(t('upstreamName'), { exact: true }).fill(upstreamName)
  }

  it('a vLLM server: saved, refused for its private address, allowed with the password, tested, called', async () => {
    const { page } = visitor
    const dialog = await openForm()
    await dialog.getByLabel(t('name'), { exact: true }).fill(name('vllm'))
    await dialog.getByLabel(t('type'), { exact: true }).selectOption('VLLM')
    await dialog.getByLabel(t('baseUrl'), { exact: true }).fill(`http://127.0.0.1:${lab.port}`)
    const hostPort = `127.0.0.1:${lab.port}`
    await dialog.getByRole('button', { name: t('pull') }).click()
    await dialog.getByText(t('pullWaits', { hostPort })).waitFor()
    await fillModel(dialog, name('connect/vllm'), 'qwen3-235b')
    await dialog.getByRole('button', { name: t('add') }).click()
    await dialog.getByText(t('savedTested')).waitFor()
    const allow = page.getByRole('button', { name: t('allowAddress', { hostPort }) })
    await allow.waitFor()
    await visitor.inspect('address-waits')
    await allow.click()
    await page.getByLabel(t('password'), { exact: true }).fill(root.password)
    await page.getByRole('button', { name: t('allow'), exact: true }).click()
    await page.getByText(t('allowed', { hostPort })).first().waitFor()
    await callable(name('connect/vllm'))
    await dialog.getByRole('button', { name: t('testAgain') }).click()
    await dialog.getByText(t('testOk')).waitFor()
    await visitor.goto(`/admin/channels?search=${name('vllm')}`)
    await page.getByRole('button', { name: t('testNamed', { name: name('vllm') }) }).click()
    await page.getByRole('dialog').getByText(t('testOk')).waitFor()
    await visitor.inspect('tested')
  })

  it('a SiliconFlow channel with a hundred keys, one a line', async () => {
    const dialog = await openForm()
    await dialog.getByLabel(t('name'), { exact: true }).fill(name('silicon'))
    await dialog.getByLabel(t('type'), { exact: true }).selectOption('SILICONFLOW')
    await dialog.getByLabel(t('baseUrl'), { exact: true }).fill(`http://127.0.0.1:${lab.port}/v1`)
    const keys = Array.from({ length: 100 }, (_, n) => `sk-silicon-${locale}-${n}`)
    await dialog.getByLabel(new RegExp(`^${t('keys')}`)).fill(keys.join('\n'))
    await fillModel(dialog, name('connect/deepseek-ai/DeepSeek-V3'))
    await dialog.getByRole('button', { name: t('add') }).click()
    await dialog.getByText(t('testOk')).waitFor()
    await callable(name('connect/deepseek-ai/DeepSeek-V3'))
  })

  it('an Azure deployment', async () => {
    const dialog = await openForm()
    await dialog.getByLabel(t('name'), { exact: true }).fill(name('azure'))
    await dialog.getByLabel(t('type'), { exact: true }).selectOption('AZURE_OPENAI')
    await dialog.getByLabel(t('baseUrl'), { exact: true }).fill(`http://127.0.0.1:${lab.port}`)
    await dialog.getByLabel(new RegExp(`^${t('apiVersion')}`)).fill('2024-10-21')
    await dialog.getByLabel(new RegExp(`^${t('keys')}`)).fill('azure-key')
    await fillModel(dialog, name('connect/gpt-4o'), 'my-deployment')
    await dialog.getByRole('button', { name: t('add') }).click()
    await dialog.getByText(t('testOk')).waitFor()
    await callable(name('connect/gpt-4o'))
    expect(lab.truth().at(-1)?.path).toContain('/deployments/my-deployment/')
  })

  it('looks at a channel: keys, models, tests', async () => {
    const { page } = visitor
    await visitor.goto(`/admin/channels?search=${name('silicon')}`)
    await page.getByRole('link', { name: name('silicon') }).click()
    await page.getByRole('heading', { level: 1, name: name('silicon') }).waitFor()
    await page.getByText(t('tests'), { exact: true }).first().waitFor()
    await visitor.inspect('channel')
  })

  it('sets what the channel and single keys bear, and what a model costs', async () => {
    const { page, words } = visitor
    const settings = (key: string, values?: Record<string, string>) => words(`admin.channelSettings.${key}`, values)
    await page.getByRole('button', { name: settings('open') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(settings('concurrency'), { exact: true }).fill('40')
    await dialog.getByLabel(settings('queueLength'), { exact: true }).fill('20')
    await dialog.getByLabel(settings('keyRpm'), { exact: true }).fill('600')
    await dialog.getByLabel(new RegExp(`^${settings('headers')}`)).fill('x-team: physics')
    await dialog.getByLabel(new RegExp(`^${settings('parameters')}`)).fill('{"service_tier": "flex"}')
    await dialog.getByText(settings('quirks'), { exact: true }).click()
    await visitor.inspect('channel-settings')
    await dialog.getByRole('button', { name: words('common.save') }).click()
    await dialog.getByText(t('testOk')).waitFor()
    await visitor.inspect('channel-settings-tested')
    await dialog.getByRole('button', { name: words('common.close') }).click() // it stays until somebody has read it
    await dialog.waitFor({ state: 'hidden' })
    const teamOfCall = async () => {
      await callOf(name('connect/deepseek-ai/DeepSeek-V3'))
      return lab.truth().at(-1)?.headers['x-team']
    }
    await expect.poll(teamOfCall).toBe('physics')

    await page
      .getByRole('button', { name: t('keyLimitsTitle', { lastFour: `${locale}-7`.slice(-4) }) })
      .first()
      .click()
    await page.getByLabel(t('keyLimitsRpm'), { exact: true }).fill('5')
    await page.getByRole('button', { name: words('common.save') }).click()
    await page
      .getByText(t('keyRpm', { count: '5' }), { exact: true })
      .first()
      .waitFor()

    const model = name('connect/deepseek-ai/DeepSeek-V3')
    await page.getByRole('button', { name: t('costNamed', { name: model }) }).click()
    await page.getByLabel(t('costInput'), { exact: true }).fill('1')
    await page.getByLabel(t('costOutput'), { exact: true }).fill('4')
    await visitor.inspect('channel-cost')
    await page.getByRole('button', { name: words('common.save') }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await visitor.inspect('channel-limited')
  })

  it('E4: says what users may do in a minute; the student sees it', async () => {
    const { page, words } = visitor
    const settings = (key: string, values?: Record<string, string>) => words(`admin.settings.${key}`, values)
    await visitor.goto('/admin/settings')
    await page.getByRole('button', { name: settings('tierAdd') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(settings('tierName'), { exact: true }).fill(name('basic'))
    await dialog.getByLabel(settings('tierIsDefault')).check()
    await dialog.getByLabel(words('limits.rpm'), { exact: true }).fill('600')
    await dialog.getByRole('button', { name: settings('tierAddLimit') }).click()
    await dialog.getByLabel(settings('tierModel'), { exact: true }).last().fill(name('connect/vllm'))
    await dialog.getByLabel(words('limits.tpm'), { exact: true }).last().fill('900000')
    await visitor.inspect('tier')
    await dialog.getByRole('button', { name: words('common.save') }).click()
    await page.getByText(name('basic'), { exact: true }).first().waitFor()
    await visitor.inspect('tiers')

    await visitor.goto(`/admin/users/${student.userId}`)
    await page.getByRole('button', { name: words('admin.users.editNamed', { username: student.username }) }).click()
    await page.getByLabel(words('admin.users.tier'), { exact: true }).selectOption(name('basic'))
    await page.getByRole('button', { name: words('common.save') }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByText(name('basic')).first().waitFor()
    await page.getByRole('button', { name: words('limits.ofKey', { name: 'test' }) }).click()
    await page.getByLabel(words('limits.concurrency'), { exact: true }).fill('9')
    await page.getByRole('button', { name: words('common.save') }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByText(words('limits.shortCalls', { concurrency: '9' }), { exact: true }).waitFor()
    await visitor.inspect('user-limits')

    await visitor.goto('/account')
    await page.getByRole('heading', { name: words('limits.title'), exact: true }).waitFor()
    await page.getByText(name('connect/vllm'), { exact: true }).first().waitFor()
    await visitor.inspect('my-limits')
  })

  it('sees on a receipt how the call was routed', async () => {
    const { page, words } = visitor
    const body = { model: name('connect/deepseek-ai/DeepSeek-V3'), messages: [user('hi')] }
    const { requestId } = await chat({ origin: scene.facts.origin, key: student.key, body })
    await expect
      .poll(async () => {
        await visitor.goto(`/usage/${requestId}`)
        return page.getByText(words('receipt.routeBest'), { exact: true }).count()
      })
      .toBe(1)
    await visitor.inspect('receipt-route')
  })

  it('imports a file after a look at its diff, and sees every fault of a bad one', async () => {
    const { page } = visitor
    await visitor.goto('/admin/channels')
    await page.getByRole('button', { name: t('import'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    const entry = { name: name('b4'), endpoint: 'http://192.168.7.7:8000', deployment: 'qwen3', type: 'chat' }
    const paste = dialog.getByLabel(t('importPaste'))
    await paste.fill(JSON.stringify({ models: [entry, { ...entry, name: 'x', type: 'sound' }] }))
    await dialog.getByRole('button', { name: t('preview') }).click()
    await dialog.getByText(t('importRefused')).first().waitFor()
    await visitor.inspect('import-refused')
    await dialog.getByRole('button', { name: t('importBack') }).click()
    await paste.fill(JSON.stringify({ models: [entry] }))
    await dialog.getByRole('button', { name: t('preview') }).click()
    await dialog.getByText(t('importWaits', { hostPort: '192.168.7.7:8000' })).waitFor()
    await visitor.inspect('import-diff')
    await dialog.getByRole('button', { name: t('importDo'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: name('b4') }).waitFor()
  })

  it('asks why a model is not scheduled, for a student; the student asks for himself', async () => {
    const { page, words } = visitor
    const model = encodeURIComponent(name('connect/vllm'))
    // asked of the gateway as it is now
    await expect
      .poll(async () => {
        await visitor.goto(`/admin/channels/why?model=${model}&user=${student.username}`)
        return page.getByText(words('why.scheduled')).count()
      })
      .toBeGreaterThan(0)
    await page.getByText(name('vllm'), { exact: true }).first().waitFor()
    await visitor.inspect('why')
    await visitor.goto(`/models/why?model=${model}`)
    await page.getByText(words('why.candidates'), { exact: true }).first().waitFor()
    await visitor.inspect('why-student')
  })

  it('looks at the page of operations: who is alive, what waits, how calls went', async () => {
    const { page, words } = visitor
    const gateway = page.getByRole('row').filter({ has: page.getByText('gateway-1', { exact: true }) })
    // how it is now: the page says it once
    await expect
      .poll(async () => {
        await visitor.goto('/admin/operations')
        return gateway.getByText(words('admin.operations.states.OK'), { exact: true }).count()
      })
      .toBe(1)
    await page.getByRole('heading', { level: 1, name: words('admin.operations.title') }).waitFor()
    await visitor.inspect('operations')
  })

  it('looks at the private addresses among the settings', async () => {
    const { page, words } = visitor
    await visitor.goto('/admin/settings')
    await page.getByText(`127.0.0.1:${lab.port}`).first().waitFor()
    await page.getByRole('button', { name: words('admin.settings.egressAdd') }).waitFor()
    await visitor.inspect('settings')
  })

  it('had no complaint of the browser', () => {
    expect(visitor.complaints).toEqual([])
  })
})
