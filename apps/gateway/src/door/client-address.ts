import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.process>
type Range = [Address, number]

/** `10.0.0.0/8` or a single address → a range. @throws Error naming the entry that is neither */
export function parseRange(text: string): Range {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (!ipaddr.isValid(text)) throw new Error(`${text} is neither an address nor a CIDR range`)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

const isWithin = (address: Address, ranges: readonly Range[]): boolean =>
  ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits))

/** Whether an address is in one of the ranges; false for what is no address, and for ranges that cannot be read. */
export function isAddressAllowed(address: string, ranges: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  return isWithin(ipaddr.process(address), ranges.flatMap(toRange))
}

const toRange = (text: string): Range[] => {
  try {
    return [parseRange(text)]
  } catch {
    return []
  }
}

/**
 * TRUST_PROXY → how to tell the client's address: the last hop of `X-Forwarded-For` that is not a trusted proxy. Without
 * trusted proxies the socket's address counts, whatever the header says.
 * @throws Error where an entry cannot be read
 */
export function createClientAddress(
  trustProxy: readonly string[],
): (socketAddress: string, forwardedFor: string | undefined) => string {
  const trusted = trustProxy.map(parseRange)
  return (socketAddress, forwardedFor) => {
    const peer = normalize(socketAddress)
    if (trusted.length === 0 || forwardedFor === undefined) return peer
    let client = peer
    for (const hop of forwardedFor.split(',').reverse()) {
      if (!ipaddr.isValid(client) || !isWithin(ipaddr.process(client), trusted)) return client
      const address = hop.trim()
      if (!ipaddr.isValid(address)) return client // forged or broken: the last hop that could be read counts
      client = normalize(address)
    }
    return client
  }
}

/** IPv4 in IPv6 form → plain IPv4, so that one rule fits both. */
const normalize = (address: string): string =>
  address.startsWith('::ffff:') && ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
