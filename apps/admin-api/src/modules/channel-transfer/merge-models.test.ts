import { expect, it } from 'vitest'
import { mergeModels } from './merge-models.js'

it('adds up what entries say of one model, and takes every public name of a channel', () => {
  const channel = { type: 'vllm' as const, baseUrl: 'http://h' }
  const merged = mergeModels({
    models: [
      { row: 1, name: 'a', atLeastAbilities: ['tools'] },
      { row: 2, name: 'a', atLeastAbilities: ['vision', 'tools'], maxOutputTokens: 5 },
    ],
    channels: [
      { ...channel, row: 1, name: 'x', models: ['a', 'own'], modelMapping: { public: 'upstream' } },
      { ...channel, row: 2, name: 'y', models: ['own'], groups: ['vip'] },
      { ...channel, row: 3, name: 'z', models: ['new'], groups: ['vip'] },
    ],
    faults: [],
    notes: [],
  })
  expect(merged).toEqual([
    { row: 1, name: 'a', atLeastAbilities: ['tools', 'vision'], maxOutputTokens: 5 },
    { row: 1, name: 'own', fallbackGroups: ['vip'] },
    { row: 1, name: 'public' },
    { row: 3, name: 'new', fallbackGroups: ['vip'] },
  ])
})
