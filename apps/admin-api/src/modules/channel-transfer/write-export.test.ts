import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { ChannelRow } from '../channels/channels.repository.js'
import { toSettings } from '../channels/channels.repository.js'
import { type StoredTraits, traitsField } from '../channels/traits-fields.js'
import type { ModelRow } from '../models/models.repository.js'
import { stateFileSchema } from '../state/state-file.js'
import { readImport } from './read-import.js'
import { writeCsv, writeModelsJson, writeState } from './write-export.js'

const channel = (changes: Partial<ChannelRow> = {}): ChannelRow => ({
  ...{ id: 'c', name: 'lab', description: null, type: 'vllm', baseUrl: 'http://10.0.0.1:8000', version: 1 },
  ...{ models: ['own'], modelMapping: { public: 'inner' }, priority: 3, weight: 1, tags: ['gpu'], groupIds: ['g'] },
  ...{ isActive: true, schedulable: false, deniedModels: [], lacks: { public: ['vision'] }, createdAt: new Date(0) },
  settings: toSettings({ timeoutMs: 5_000 }),
  ...changes,
})
const catalog = (one: ChannelRow) => ({
  channels: [{ channel: one, keyCount: 2 }],
  models: [],
  groupNames: new Map([['g', 'default']]),
})

it('writes what was said, and how many keys there were', () => {
  const text = writeState(catalog(channel()))
  expect(text).toContain('#   lab: 2')
  expect(parse(text).channels).toEqual([
    {
      ...{ name: 'lab', type: 'vllm', baseUrl: 'http://10.0.0.1:8000', models: ['own'], groups: ['default'] },
      ...{ modelMapping: { public: 'inner' }, tags: ['gpu'], settings: { timeoutMs: 5_000 } },
      ...{ priority: 3, weight: 1, isActive: true, schedulable: false },
    },
  ])
  expect(JSON.parse(writeModelsJson(catalog(channel()))).models).toEqual([
    { name: 'lab', endpoint: 'http://10.0.0.1:8000', deployment: 'own', type: 'chat', mapping: 'own' },
    { name: 'lab 2', endpoint: 'http://10.0.0.1:8000', deployment: 'inner', type: 'chat', mapping: 'public' },
  ])
  expect(writeCsv(catalog(channel()))).toContain('lab,vllm,http://10.0.0.1:8000,,own,public=inner,3,1,default,gpu,')
})

it('K01: settings that may carry secrets are not written', () => {
  const secretive = [{ headers: { 'x-secret': 'canary' } }, { proxyUrl: 'http://user:canary@proxy:3128' }]
  for (const more of secretive) {
    const text = writeState(catalog(channel({ settings: { ...toSettings({}), ...more } as ChannelRow['settings'] })))
    expect(text).not.toContain('canary')
    expect(parse(text).channels[0].settings).toBeUndefined()
  }
})

it('several models behind one name come back from every format', () => {
  const shared = { public: ['inner-a', 'inner-b'] }
  const one = catalog(channel({ models: [], modelMapping: shared }))
  for (const text of [writeState(one), writeCsv(one)]) {
    const { draft } = readImport(text)
    expect(draft.faults).toEqual([])
    expect(draft.channels).toMatchObject([{ name: 'lab', modelMapping: shared }])
  }
  const { draft } = readImport(writeModelsJson(one))
  expect(draft.channels.map(({ modelMapping }) => modelMapping)).toEqual([{ public: 'inner-a' }, { public: 'inner-b' }])
})

it('keys of a state file may have limits of their own; plain ones say nothing of them', () => {
  const channelOf = (keys: string) => `version: 1\nchannels:\n  - { name: a, baseUrl: 'http://h:1', keys: ${keys} }\n`
  const limited = readImport(channelOf('[{ value: { env: K }, rpm: 5 }, plain]'), new Map([['K', 'secret']]))
  expect(limited.draft.faults).toEqual([])
  expect(limited.draft.channels).toMatchObject([
    { keys: ['secret', 'plain'], limitsOfKeys: [{ rpm: 5, tpm: null }, {}] },
  ])
  expect(readImport(channelOf('[plain]')).draft.channels[0]).not.toHaveProperty('limitsOfKeys')
})

it('what models and servers take survives the way through the file', () => {
  const traits: StoredTraits = {
    takesJsonWithTools: false,
    takesServiceFields: false,
    takesSystemAmidMessages: false,
    thinking: 'budget',
    thinkingBudget: { min: 1_024, max: 32_000 },
  }
  const model = { name: 'm', provider: '', description: null, abilities: [], groupIds: ['g'], isActive: true }
  const limits = { contextTokens: null, maxOutputTokens: null }
  const text = writeState({
    ...catalog(channel({ settings: toSettings({ traits }) })),
    models: [{ model: { ...model, ...limits, traits } as unknown as ModelRow, price: undefined }],
  })
  const state = stateFileSchema.parse(parse(text))
  expect(traitsField.parse(state.models[0]?.traits)).toEqual(traits)
  expect(traitsField.parse(state.channels[0]?.settings?.traits)).toEqual(traits)
})
