import { isPublicAddress, parseAllowEntry, type Resolve } from '@tollgate/egress'

const AT_ONCE = 16
const LITERAL = /^(\[[0-9a-f:.]+\]|[0-9.]+)$/i

/**
 * Which `host:port` the guard of the way out would refuse: those that lead to an address that is not public and stand on
 * no list. A name that has no address is not refused: it cannot be reached either way.
 */
export async function findBlocked(
  hostPorts: readonly string[],
  { isAllowed, resolve }: { isAllowed: (hostPort: string) => boolean; resolve: Resolve },
): Promise<string[]> {
  const blocked: string[] = []
  for (let from = 0; from < hostPorts.length; from += AT_ONCE)
    await Promise.all(
      hostPorts.slice(from, from + AT_ONCE).map(async (hostPort) => {
        const entry = parseAllowEntry(hostPort)
        if (entry === undefined || isAllowed(entry)) return
        const host = entry.slice(0, entry.lastIndexOf(':'))
        const addresses = LITERAL.test(host) ? [host.replaceAll(/^\[|\]$/g, '')] : await resolve(host).catch(() => [])
        if (addresses.some((address) => !isPublicAddress(address))) blocked.push(hostPort)
      }),
    )
  return blocked.toSorted()
}
