import { describe, expect, it } from 'vitest'
import { SqlError, toSqlError } from '../database/sql-error.js'
import { classifyFailure } from './classify-failure.js'

describe('classifyFailure', () => {
  it.each([
    ['22003', 'value'],
    ['22P05', 'value'],
    ['23514', 'integrity'],
    ['23505', 'integrity'],
    ['55P03', 'locked'],
    ['40001', 'transient'],
    ['40P01', 'transient'],
    ['57014', 'transient'],
    ['57P01', 'transient'],
    ['53300', 'transient'],
    ['08006', 'transient'],
    ['42501', 'transient'],
    [undefined, 'transient'],
  ])('%s is %s', (state, expected) => {
    expect(classifyFailure(state)).toBe(expected)
  })
})

describe('toSqlError', () => {
  const nested = (cause: object) => ({
    code: 'P2010',
    meta: { driverAdapterError: { name: 'DriverAdapterError', cause } },
  })

  it('finds what the driver said, and takes nothing of the ORM’s for it', () => {
    expect(toSqlError(nested({ originalCode: '22003', kind: 'ValueOutOfRange' })).sqlState).toBe('22003')
    expect(toSqlError(nested({ code: '55P03', kind: 'postgres' })).sqlState).toBe('55P03')
    expect(toSqlError(nested({ kind: 'TransactionWriteConflict' })).sqlState).toBe('40001')
    expect(toSqlError(nested({ kind: 'DatabaseNotReachable' })).sqlState).toBeUndefined()
    expect(toSqlError(new Error('x')).sqlState).toBeUndefined()
  })

  it('survives a cause that contains itself', () => {
    const error: { cause?: unknown } = {}
    error.cause = error
    expect(toSqlError(error)).toBeInstanceOf(SqlError)
  })
})
