import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, isSameAddress, literalAddressOf } from './address-policy.js'

describe('S05 P0 addresses', () => {
  it.each([
    ...['0.0.0.0', '0.1.2.3', '10.0.0.5', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.254'],
    ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '192.88.99.1'],
    ...['198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255'],
    ...['240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::127.0.0.1', '::8.8.8.8', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:0:8.8.8.8'],
    ...['64:ff9b::127.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '100::1', '2001::1', '2001:0:4136:e378::1'],
    ...['2001:2::1', '2001:10::1', '2001:db8::1', '2002:7f00:1::1', '2002:808:808::1', '3fff::1', '4000::1'],
    ...['fc00::1', 'fd12::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '5f00::1'],
    ...['', 'localhost', '127.1', '0x7f000001', '2130706433', '0177.0.0.1', '1.2.3', '1.2.3.4.5', '8.8.8.8 '],
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.128.0.1', '11.0.0.1', '223.255.255.254'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  it.each(['2606:4700:4700::1111', '2001:4860:4860::8888', '2400:3200::1', '2a00::1'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  it('no IPv4 address in IPv6 clothes is public', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::'), (address, prefix) => {
        expect(isPublicAddress(`${prefix}${address}`)).toBe(false)
      }),
    )
  })
})

describe('S03 P0 forms of an address', () => {
  it.each([
    ...['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '017700000001', '0x7f.1'],
    ...['１２７.0.0.1', '127。0。0。1', '①②⑦.0.0.1', '%31%32%37.0.0.1'],
  ])('%s is 127.0.0.1 to a URL', (host) => {
    expect(literalAddressOf(new URL(`http://${host}/`).hostname)).toBe('127.0.0.1')
  })

  it('0 is 0.0.0.0, brackets are taken off, a name is none', () => {
    expect(literalAddressOf(new URL('http://0/').hostname)).toBe('0.0.0.0')
    expect(literalAddressOf(new URL('http://[::ffff:127.0.0.1]/').hostname)).toBe('::ffff:7f00:1')
    expect(literalAddressOf('localhost')).toBeUndefined()
    expect(literalAddressOf('127.0.0.1.evil.test')).toBeUndefined()
  })
})

it('compares addresses by value', () => {
  expect(isSameAddress('::1', '0:0:0:0:0:0:0:1')).toBe(true)
  expect(isSameAddress('1.2.3.4', '1.2.3.4')).toBe(true)
  expect(isSameAddress('::ffff:1.2.3.4', '1.2.3.4')).toBe(false)
  expect(isSameAddress('junk', 'junk')).toBe(false)
})
