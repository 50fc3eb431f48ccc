import { describe, expect, it } from 'vitest'
import { createClientAddress, isAddressAllowed } from './client-address.js'

describe('createClientAddress', () => {
  it('H04: ignores X-Forwarded-For of anybody who is not a trusted proxy', () => {
    expect(createClientAddress([])('::ffff:10.1.1.1', '1.2.3.4')).toBe('10.1.1.1')
    expect(createClientAddress(['127.0.0.1/32'])('10.1.1.1', '1.2.3.4')).toBe('10.1.1.1')
  })

  it('takes the last hop that is not trusted', () => {
    const clientAddress = createClientAddress(['127.0.0.1', '10.0.0.0/8'])
    expect(clientAddress('127.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.9')).toBe('1.2.3.4')
    expect(clientAddress('127.0.0.1', 'nonsense, 10.0.0.9')).toBe('10.0.0.9')
    expect(clientAddress('127.0.0.1', undefined)).toBe('127.0.0.1')
  })

  it('refuses to start with an entry that cannot be read', () => {
    expect(() => createClientAddress(['everyone'])).toThrow('everyone')
  })
})

describe('isAddressAllowed', () => {
  it('compares both families and never opens on nonsense', () => {
    expect(isAddressAllowed('10.2.3.4', ['10.0.0.0/8'])).toBe(true)
    expect(isAddressAllowed('2001:db8::1', ['10.0.0.0/8', '2001:db8::/32'])).toBe(true)
    expect(isAddressAllowed('11.2.3.4', ['10.0.0.0/8', 'junk'])).toBe(false)
    expect(isAddressAllowed('junk', ['0.0.0.0/0'])).toBe(false)
  })
})
