import { describe, expect, it } from 'vitest'
import { planKeys } from './plan-keys.js'
import { sealKeys } from './seal-keys.js'

const masterKey = Buffer.alloc(32, 1).toString('base64')
const owner = { id: '00000000-0000-4000-8000-000000000001', baseUrl: 'https://one.test/v1' }
const present = sealKeys(owner, ['k1', 'k2', 'k3'], { masterKey, limits: [{ rpm: 5 }, {}, { rpm: 5, tpm: 9 }] })
const plan = (keys: string[] | undefined, limitsOfKeys?: { rpm?: number; tpm?: number }[], baseUrl = owner.baseUrl) =>
  planKeys({ ...owner, present }, { ...owner, baseUrl }, { keys, limitsOfKeys, masterKey })

describe('the keys of a changed channel', () => {
  it('stay where none, or the present ones, are given', () => {
    expect(plan(undefined)).toEqual({ type: 'same' })
    expect(plan(['k1', 'k2', 'k3'])).toEqual({ type: 'same' })
    expect(plan(['k1', 'k2', 'k3'], [{ rpm: 5 }, {}, { rpm: 5, tpm: 9 }])).toEqual({ type: 'same' })
    expect(plan(['k1', 'k2', 'k3'], undefined, 'https://one.test/other/path')).toEqual({ type: 'same' })
  })

  it('never go along to another origin', () => {
    expect(plan(undefined, undefined, 'https://two.test/v1')).toEqual({ type: 'missing' })
    expect(plan(undefined, undefined, 'http://one.test/v1')).toEqual({ type: 'missing' })
    expect(plan(['k1', 'k2', 'k3'], undefined, 'https://two.test/v1')).toMatchObject({ type: 'replaced' })
  })

  it('are replaced where they differ, with the limits that were given', () => {
    const replaced = plan(['k1', 'k9'], [{ rpm: 1 }, { tpm: 2 }])
    expect(replaced).toMatchObject({
      type: 'replaced',
      keys: [
        { rpm: 1, tpm: null },
        { rpm: null, tpm: 2 },
      ],
    })
  })

  it('that bear something else now are told together', () => {
    expect(plan(['k1', 'k2', 'k3'], [{ rpm: 7 }, { rpm: 7 }, {}])).toEqual({
      type: 'limited',
      changes: [
        { ids: [present[0]?.id, present[1]?.id], rpm: 7, tpm: null },
        { ids: [present[2]?.id], rpm: null, tpm: null },
      ],
    })
  })
})
