import { expect, it } from 'vitest'
import { clientNetwork } from './client-network.js'

it.each([
  ['10.1.2.3', '10.1.2.0/24'],
  ['::ffff:10.1.2.3', '10.1.2.0/24'],
  ['2001:db8:1:2ff::1', '2001:db8:1:200::/56'],
  ['', 'unknown'],
  ['unix:', 'unknown'],
])('%s counts as %s', (address, network) => expect(clientNetwork(address)).toBe(network))
