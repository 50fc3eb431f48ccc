import { describe, expect, it } from 'vitest'
import { TRAIT_NAMES } from '@/components/traits/trait-form'
import {
  createChannelSettingsSchema,
  parseHeaders,
  type StoredSettings,
  toSettingsForm,
  toSettingsInput,
} from './channel-settings-schema'

const words = {
  countWrong: 'count',
  secondsWrong: 'seconds',
  headersWrong: 'headers',
  parametersWrong: 'parameters',
  proxyWrong: 'proxy',
  apiVersionWrong: 'version',
}
const stored: StoredSettings = {
  limits: { rpm: 60, tpm: null, concurrency: 4 },
  keyLimits: { rpm: null, tpm: 9_000 },
  queueLength: 10,
  queueTimeoutMs: 1_500,
  headerTimeoutMs: null,
  idleTimeoutMs: 30_000,
  timeoutMs: null,
  onClientAbort: 'DRAIN',
  proxyUrl: 'http://proxy.test:3128',
  headers: [{ name: 'x-team', value: 'physics: one' }],
  parameters: '{"service_tier":"flex","user":null}',
  dialects: ['OPENAI_CHAT', 'ANTHROPIC_MESSAGES'],
  apiVersion: null,
  traits: {
    ...(Object.fromEntries(TRAIT_NAMES.map((name) => [name, null])) as StoredSettings['traits']),
    ...{ takesTopK: false, thinking: 'BUDGET', thinkingBudgetMin: 0, thinkingBudgetMax: 1_024, isTopPBelowOne: true },
  },
}

describe('the settings of a channel', () => {
  it('come back from the form as they were', () => {
    const form = toSettingsForm(stored)
    const checked = createChannelSettingsSchema(words).parse(form)
    const said = Object.fromEntries(Object.entries(stored.traits).filter(([, value]) => value !== null))
    expect(toSettingsInput(checked, stored)).toEqual({ ...stored, traits: said })
  })

  it('say nothing where nothing is typed', () => {
    const form = toSettingsForm(stored)
    const emptied = { ...form, rpm: '', concurrency: '', queueLength: '', headers: '', parameters: '', dialect: '' }
    expect(toSettingsInput({ ...emptied, traits: { ...form.traits, takesTopK: '' } }, stored)).toMatchObject({
      limits: { rpm: null, tpm: null, concurrency: null },
      ...{ queueLength: null, headers: [], parameters: null, dialects: [] },
      traits: { isTopPBelowOne: true, thinking: 'BUDGET', thinkingBudgetMin: 0, thinkingBudgetMax: 1_024 },
    })
  })

  it('are refused at their fields', () => {
    const wrong = {
      ...toSettingsForm(stored),
      ...{ rpm: '-1', queueSeconds: '0', proxyUrl: 'socks5://x', headers: 'no header', parameters: '[1]' },
      traits: { thinkingBudgetMin: 'many' },
    }
    const issues = createChannelSettingsSchema(words).safeParse(wrong).error?.issues ?? []
    expect(issues.map(({ path, message }) => [path.join('.'), message]).toSorted()).toEqual([
      ['headers', 'headers'],
      ['parameters', 'parameters'],
      ['proxyUrl', 'proxy'],
      ['queueSeconds', 'seconds'],
      ['rpm', 'count'],
      ['traits.thinkingBudgetMin', 'count'],
    ])
  })
})

it('reads headers, one a line', () => {
  expect(parseHeaders('X-A: 1\n\n  x-b :  two words \r\n')).toEqual([
    { name: 'X-A', value: '1' },
    { name: 'x-b', value: 'two words' },
  ])
  expect(parseHeaders('x-a:')).toBeUndefined()
})
