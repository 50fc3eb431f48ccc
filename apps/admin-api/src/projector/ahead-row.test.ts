import { expect, it } from 'vitest'
import { toAheadRow } from './ahead-row.js'

it('tells which row a record is of', () => {
  expect(toAheadRow('keys', 'hash', { keyId: 'k', state: 'revoked' })).toEqual({
    table: 'api_key',
    id: 'k',
    state: 'revoked',
  })
  expect(toAheadRow('catalog', 'settings', {})).toEqual({ table: 'setting' })
  expect(toAheadRow('catalog', 'model.m', {})).toEqual({ table: 'model', id: 'm' })
  expect(toAheadRow('catalog', 'group.g', undefined)).toEqual({ table: 'access_group', id: 'g' })
})

it('knows no row of what it cannot read', () => {
  for (const record of [undefined, {}, { keyId: 'k', state: 'odd' }])
    expect(toAheadRow('keys', 'hash', record)).toEqual({ table: undefined })
  expect(toAheadRow('catalog', 'toString.x', {})).toEqual({ table: undefined })
})
