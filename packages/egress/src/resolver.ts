import { lookup } from 'node:dns/promises'
import { EgressError } from './egress-error.js'

/** Every address of a name. Throws when there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

const DEFAULTS = { ttlMs: 10_000, failureTtlMs: 1_000, timeoutMs: 5_000, maxNames: 1_000 }

export interface ResolverOptions {
  /** Default: the system's resolver, /etc/hosts and search domains included. */
  lookUp?: Resolve
  /** How long an answer is kept; short, the system caches as well. */
  ttlMs?: number
  failureTtlMs?: number
  timeoutMs?: number
  /** The oldest are forgotten first. */
  maxNames?: number
  /** Milliseconds, monotonic. */
  now?: () => number
}

interface Entry {
  answer: Promise<readonly string[]>
  /** Infinity while the question is under way: one at a time and name. */
  freshUntil: number
}

/** A small cache in front of the system's resolver, whose few threads are shared with the file system. */
export function createResolver(options: ResolverOptions = {}): Resolve {
  const { lookUp = lookUpWithSystem, now = () => performance.now() } = options
  const { ttlMs, failureTtlMs, timeoutMs, maxNames } = { ...DEFAULTS, ...options }
  const entries = new Map<string, Entry>()
  return (hostname) => {
    const found = entries.get(hostname)
    if (found !== undefined && found.freshUntil > now()) return found.answer
    const entry: Entry = { answer: withTimeout(lookUp(hostname), timeoutMs), freshUntil: Number.POSITIVE_INFINITY }
    entries.delete(hostname) // so that the order of the map is that of age
    entries.set(hostname, entry)
    entry.answer.then(
      () => keepFor(entry, ttlMs),
      () => keepFor(entry, failureTtlMs),
    )
    for (const oldest of entries.keys()) {
      if (entries.size <= maxNames) break
      entries.delete(oldest)
    }
    return entry.answer
  }

  function keepFor(entry: Entry, ms: number): void {
    entry.freshUntil = now() + ms
  }
}

async function lookUpWithSystem(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}

/** getaddrinfo cannot be stopped, only no longer waited for. */
function withTimeout(answer: Promise<readonly string[]>, timeoutMs: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new EgressError('egress_unresolvable', { detail: 'the resolver did not answer' })),
      timeoutMs,
    )
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
