import { describe, expect, it } from 'vitest'
import { createTierSchema, toTiersInput, toTierValues } from './tier-schema'

const limit = { modelName: null, rpm: 60, tpm: null, concurrency: 2 }
const basic = { name: 'basic', isDefault: true, limits: [limit, { ...limit, modelName: 'm', rpm: null }] }
const staff = { name: 'staff', isDefault: false, limits: [] }

describe('a tier', () => {
  it('comes back from the form as it was', () => {
    expect(toTiersInput([basic, staff], basic, toTierValues(basic))).toEqual([basic, staff])
  })

  it('that is new stands behind the others and may take the place of the default one', () => {
    const values = { name: 'new', isDefault: true, limits: [{ modelName: 'm', rpm: '0', tpm: '', concurrency: '' }] }
    expect(toTiersInput([basic, staff], undefined, values)).toEqual([
      { ...basic, isDefault: false },
      staff,
      { name: 'new', isDefault: true, limits: [{ modelName: 'm', rpm: 0, tpm: null, concurrency: null }] },
    ])
  })

  it('has a name of its own and counts', () => {
    const schema = createTierSchema(['staff'], { nameMissing: 'missing', nameTwice: 'twice', countWrong: 'count' })
    const limits = [{ modelName: '', rpm: '1.5', tpm: '', concurrency: '' }]
    const issuesOf = (name: string) =>
      schema.safeParse({ name, isDefault: false, limits }).error?.issues.map(({ message }) => message)
    expect(issuesOf('staff')).toEqual(['twice', 'count'])
    expect(issuesOf(' ')).toEqual(['missing', 'count'])
  })
})
