import type { ApiKeyRecord, ChannelRecord, GroupRecord, ModelRecord } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { createSnapshotBuilder } from '../catalog/catalog-snapshot.js'
import { authorise, listModels } from './authorise.js'

const header = { v: 1, epoch: 1, version: 1, isDeleted: false }
const group: GroupRecord = { ...header, kind: 'group', key: 'g', groupId: 'g1', name: 'default', ratio: '1' }
const price = {
  priceVersionId: 'p',
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 1n,
  outputPerMillionNanos: 1n,
  perRequestNanos: 0n,
}
const model = (name: string, changes: Partial<ModelRecord> = {}): ModelRecord => ({
  ...header,
  kind: 'model',
  key: name,
  modelId: name,
  name,
  provider: 'p',
  abilities: [],
  contextTokens: null,
  maxOutputTokens: null,
  traits: {},
  groupIds: ['g1'],
  isActive: true,
  createdAt: '2026-01-01T00:00:00Z',
  prices: [price],
  ...changes,
})
const record: ApiKeyRecord = {
  ...header,
  key: 'k',
  keyId: 'k1',
  kind: 'secret',
  userId: 'u',
  payerId: 'p',
  groupId: 'g1',
  state: 'active',
  acceptsUnpriced: false,
  mayRecord: false,
  isStrict: false,
}
const snapshot = createSnapshotBuilder(Buffer.alloc(32).toString('base64'))([
  group,
  model('open'),
  model('off', { isActive: false }),
  model('other', { groupIds: ['g2'] }),
  model('later', { prices: [{ ...price, validFrom: '2027-01-01T00:00:00Z' }] }),
])
const nowMs = Date.parse('2026-06-01T00:00:00Z')
const outcome = (name: string, changes: Partial<ApiKeyRecord> = {}, isAllowed = true): string => {
  try {
    const caller = { recordName: 'k', record: { ...record, ...changes }, address: '10.0.0.1' }
    return authorise(caller, name, { snapshot, nowMs, isAddressAllowed: () => isAllowed }).model.name
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'thrown'
  }
}

describe('authorise', () => {
  it.each([
    ['open', {}, 'open'],
    ['nothing', {}, 'model_not_found'],
    ['off', {}, 'model_not_found'],
    ['other', {}, 'model_not_found'],
    ['open', { groupId: 'gone' }, 'model_not_found'],
    ['open', { modelNames: ['else'] }, 'model_not_allowed'],
    ['later', {}, 'model_not_priced'],
    ['later', { acceptsUnpriced: true }, 'later'],
  ])('%s with %j → %s', (name, changes, expected) => expect(outcome(name, changes)).toBe(expected))

  it('looks at the address only where the key names some', () => {
    expect(outcome('open', {}, false)).toBe('open')
    expect(outcome('open', { allowedAddresses: ['10.0.0.0/8'] }, false)).toBe('address_not_allowed')
  })

  it('lists exactly what it would allow', () => {
    const names = (changes: Partial<ApiKeyRecord>): string[] =>
      listModels({ recordName: 'k', record: { ...record, ...changes }, address: '' }, { snapshot, nowMs }).map(
        ({ name }) => name,
      )
    expect(names({})).toEqual(['open'])
    expect(names({ acceptsUnpriced: true })).toEqual(['later', 'open'])
    expect(names({ modelNames: [] })).toEqual([])
    expect(names({ groupId: 'gone' })).toEqual([])
  })

  it('A4: a model that every channel of its was denied is not listed', () => {
    const channel = (channelId: string, deniedModels: string[]): ChannelRecord => ({
      ...{ ...header, kind: 'channel', key: channelId, channelId, name: channelId, type: 'vllm', keys: [] },
      ...{ baseUrl: 'http://10.0.0.1', models: ['open'], modelMapping: {}, priority: 0, weight: 1, groupIds: [] },
      ...{ tags: [], isActive: true, schedulable: true, settings: { onClientAbort: 'auto', traits: {} }, deniedModels },
    })
    const names = (...channels: ChannelRecord[]): string[] => {
      const known = createSnapshotBuilder(Buffer.alloc(32).toString('base64'))([group, model('open'), ...channels])
      return listModels({ recordName: 'k', record, address: '' }, { snapshot: known, nowMs }).map(({ name }) => name)
    }
    expect(names(channel('a', ['open']))).toEqual([])
    expect(names(channel('a', ['open']), channel('b', []))).toEqual(['open'])
  })
})
