import {
  createEgress,
  type Egress,
  isPublicAddress,
  literalAddressOf,
  parseAllowEntry,
  parseAllowList,
} from '@tollgate/egress'
import type { Logger } from 'pino'
import type { CatalogProjection } from '../catalog/catalog.projection.js'
import type { Endpoint } from '../catalog/target.js'

export interface EgressRules {
  /** EGRESS_ALLOW */
  allow: readonly string[]
  /** EGRESS_ALLOW_LOCKED: then the root role's list does not count. */
  isLocked: boolean
}

/** The one way out, with the allow list of the environment and, unless locked, of the root role. */
export class EgressService {
  readonly egress: Egress
  /** For addresses that callers name: public ones only, whatever the lists say. */
  readonly mediaEgress: Egress
  private allowed: ReadonlySet<string>

  constructor(
    private readonly rules: EgressRules,
    catalog: CatalogProjection,
    logger: Logger,
  ) {
    this.allowed = new Set(parseAllowList(rules.allow.join(',')))
    this.egress = createEgress({
      allow: [...this.allowed],
      onBlocked: (call) => logger.warn({ call }, 'an outbound call was blocked'),
    })
    this.mediaEgress = createEgress({
      allow: [],
      onBlocked: (call) => logger.warn({ call }, 'an address that a caller named was blocked'),
    })
    catalog.onSnapshot(({ egressAllow }) => this.setRootList(egressAllow))
  }

  /** Whether this exact `host:port` may lead to an address that is not public. */
  isAllowed = (hostPort: string): boolean => this.allowed.has(hostPort)

  /** A server of our own: private by the operator's word, or one that asks for no key. */
  isSelfHosted(endpoint: Endpoint, hasSecret: boolean): boolean {
    return !hasSecret || this.allowed.has(endpoint.hostPort)
  }

  /** Whether the address as it is written would be refused; what a name leads to is seen at each connect. */
  isBlocked = ({ hostname, hostPort }: Endpoint): boolean => {
    const literal = literalAddressOf(hostname)
    return literal !== undefined && !isPublicAddress(literal) && !this.allowed.has(hostPort)
  }

  private setRootList(entries: readonly string[]): void {
    if (this.rules.isLocked) return
    // an entry that cannot be read allows nothing
    const own = entries.flatMap((entry) => parseAllowEntry(entry) ?? [])
    const next = new Set([...parseAllowList(this.rules.allow.join(',')), ...own])
    if (next.size === this.allowed.size && [...next].every((entry) => this.allowed.has(entry))) return
    this.allowed = next
    this.egress.setAllowed([...next])
  }
}
