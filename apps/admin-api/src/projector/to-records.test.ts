import { apiKeyRecordSchema, catalogRecordSchema } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import type { ChangedRows, KeyChange } from './changes.repository.js'
import { toCatalogRecords, toKeyRecords } from './to-records.js'

const ID = '00000000-0000-7000-8000-000000000001'
const rows = (change: Partial<ChangedRows>): ChangedRows => ({
  xmin: '1',
  epoch: 3,
  settings: [],
  groups: [],
  models: [],
  channels: [],
  keys: [],
  ...change,
})
const key: KeyChange = {
  id: ID,
  version: '7',
  kind: 'secret',
  hash: 'ab'.repeat(32),
  userId: ID,
  payerId: ID,
  groupId: ID,
  courseId: null,
  state: 'active',
  expiresAt: null,
  modelNames: [],
  allowedAddresses: [],
  isOwnerActive: true,
  mayUseGroup: true,
  acceptsUnpriced: false,
  isStrict: false,
  tier: null,
  limits: {},
}
const [stateOf, recordOf] = [
  (change: Partial<KeyChange>) => toKeyRecords(rows({ keys: [{ ...key, ...change }] }))[0]?.state,
  (change: Partial<KeyChange>) => toKeyRecords(rows({ keys: [{ ...key, ...change }] }))[0],
]

describe('records', () => {
  it('of keys name themselves, their order, and fit the contract', () => {
    const record = apiKeyRecordSchema.parse(recordOf({}))
    expect(record).toMatchObject({
      key: 'ab'.repeat(32),
      epoch: 3,
      version: 7,
      isDeleted: false,
      keyId: ID,
      mayRecord: false,
    })
    expect(record.modelNames).toBeUndefined()
    expect(recordOf({ kind: 'playground', hash: null })?.key).toBe(`id.${ID}`)
    expect(recordOf({ modelNames: ['m'] })).toMatchObject({ modelNames: ['m'] })
  })

  it('of keys say disabled while owner or group do not allow them, and never bring back a revoked one', () => {
    expect(stateOf({ isOwnerActive: false })).toBe('disabled')
    expect(stateOf({ mayUseGroup: false })).toBe('disabled')
    expect(stateOf({ state: 'revoked', mayUseGroup: false })).toBe('revoked')
    expect(stateOf({ state: 'leaked' })).toBe('leaked')
  })

  it('of groups have one text for one ratio; deletions have a header alone', () => {
    const group = { id: ID, version: '2', isDeleted: false, name: 'g', ratio: '1.500000' }
    expect(catalogRecordSchema.parse(toCatalogRecords(rows({ groups: [group] }))[0])).toMatchObject({ ratio: '1.5' })
    expect(toCatalogRecords(rows({ groups: [{ ...group, ratio: '10' }] }))[0]).toMatchObject({ ratio: '10' })
    expect(toCatalogRecords(rows({ groups: [{ ...group, isDeleted: true }] }))).toEqual([
      { v: 1, key: `group.${ID}`, epoch: 3, version: 2, isDeleted: true },
    ])
  })
})
