import ipaddr from 'ipaddr.js'

const IPV4_PREFIX_BITS = 24
const IPV6_PREFIX_BITS = 56

/**
 * The network that attempts are counted for: neighbours within it share an owner, and one machine can take any address
 * of it. What is no address is a network of its own.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address) // ::ffff:10.0.0.1 is 10.0.0.1
  const bits = parsed.kind() === 'ipv4' ? IPV4_PREFIX_BITS : IPV6_PREFIX_BITS
  const network =
    parsed.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${bits}`)
  return `${network.toString()}/${bits}`
}
