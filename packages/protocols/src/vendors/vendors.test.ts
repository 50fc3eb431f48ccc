import { describe, expect, it } from 'vitest'
import { CHANNEL_TYPES } from '../events/catalog.js'
import { familyTraits } from './model-table.js'
import { upstreamPath } from './request-path.js'
import { resolveTraits } from './resolve-traits.js'
import { VENDORS } from './vendor-table.js'

const address = { model: 'my gpt', isStreamed: false }

describe('upstreamPath', () => {
  it.each([
    ['openai', '/v1', '/v1/chat/completions'],
    ['azure-openai', '', '/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21'],
    ['azure-openai', '/openai/v1', '/openai/v1/chat/completions'],
  ] as const)('%s behind "%s" → %s', (type, basePath, expected) => {
    const parts = { basePath, dialectPath: '/chat/completions', address }
    expect(upstreamPath(VENDORS[type], parts)).toBe(expected)
  })

  it('takes the version of the channel, and leaves a query of the dialect in place', () => {
    const parts = { basePath: '', dialectPath: '/x?alt=sse', address, apiVersion: '2026-01-01' }
    expect(upstreamPath(VENDORS['azure-openai'], parts)).toBe(
      '/openai/deployments/my%20gpt/x?alt=sse&api-version=2026-01-01',
    )
  })
})

describe('familyTraits', () => {
  it.each([
    ['o3-mini', 'effort'],
    ['openai/gpt-5.2', 'effort'],
    ['gpt-4o', 'none'],
    ['claude-3-5-sonnet-20241022', 'none'],
    ['claude-3-7-sonnet-20250219', 'budget'],
    ['claude-sonnet-4-20250514', 'budget'],
    ['claude-opus-4-5', 'budget'],
    ['claude-opus-4-7', 'adaptive'],
    ['claude-sonnet-5', 'adaptive'],
    ['models/gemini-2.5-flash', 'budget'],
    ['gemini-3-pro-preview', 'level'],
    ['qwen3-32b', undefined],
  ])('%s thinks by %s', (name, thinking) => {
    expect(familyTraits(name).thinking).toBe(thinking)
  })

  it('knows that new Claude models refuse sampling, and that old ones take it', () => {
    expect(familyTraits('claude-sonnet-5').takesSampling).toBe(false)
    expect(familyTraits('claude-3-haiku-20240307').takesSampling).toBeUndefined()
  })
})

it('the channel overrules the model, the model its family, the family the vendor', () => {
  const sources = { vendor: VENDORS.openai, upstreamModel: 'o3' }
  expect(resolveTraits(sources)).toMatchObject({ thinking: 'effort', takesDeveloperRole: true })
  expect(resolveTraits({ ...sources, model: { thinking: 'none' } }).thinking).toBe('none')
  const channel = { thinking: 'budget', takesDeveloperRole: false } as const
  expect(resolveTraits({ ...sources, model: { thinking: 'none' }, channel })).toMatchObject(channel)
})

it('every type of channel has a vendor whose address, where it is known, is https', () => {
  for (const type of CHANNEL_TYPES) expect(VENDORS[type].defaultBaseUrl ?? 'https://').toMatch(/^https:\/\//)
})
