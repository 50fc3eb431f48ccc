import ipaddr from 'ipaddr.js'

/** Public IPv6 is 2000::/3 (IANA); everything outside, `::127.0.0.1` and the translated ranges included, is not. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Inside 2000::/3 and still no host of the public Internet, or another way to write an IPv4 address. */
const SPECIAL_IPV6 = [
  '2001::/23', // protocol assignments: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: holds an IPv4 address
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
].map((range) => ipaddr.IPv6.parseCIDR(range))

/**
 * Whether an address may be reached without being named in an allow list: a unicast host of the public Internet, in its
 * plain form. IPv4 in IPv6 clothes never is, whatever address it wraps.
 * @param address four decimal parts, or IPv6 without brackets; anything else is not public
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).range() === 'unicast'
  if (!ipaddr.IPv6.isValid(address)) return false
  const parsed = ipaddr.IPv6.parse(address)
  // the library's own ranges on top: it may learn of new ones
  return (
    parsed.match(GLOBAL_IPV6) &&
    !SPECIAL_IPV6.some((range) => parsed.match(range)) &&
    parsed.range() === 'unicast' &&
    parsed.zoneId === undefined
  )
}

/**
 * The address that a URL's host spells out.
 * @param hostname of a WHATWG URL, which has turned decimal, octal and full-width forms into the plain one
 * @returns `undefined` for a name
 */
export function literalAddressOf(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname
  return ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare) ? bare : undefined
}

/** Whether two texts name the same address: `::1` and `0:0:0:0:0:0:0:1` do, `::ffff:1.2.3.4` and `1.2.3.4` do not. */
export function isSameAddress(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) =>
    ipaddr.isValid(text) ? ipaddr.parse(text).toNormalizedString() : undefined,
  )
  return left !== undefined && left === right
}
