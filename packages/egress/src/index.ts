export { isPublicAddress, literalAddressOf } from './address-policy.js'
export { parseAllowEntry, parseAllowList } from './allow-list.js'
export type { BlockedCall } from './connector.js'
export {
  createEgress,
  EGRESS_DEFAULTS,
  type Egress,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
} from './dispatcher.js'
export { EgressError, type EgressErrorCode, type EgressOutwardClass, toEgressError } from './egress-error.js'
export type { BodyReader, IncomingBody, IncomingHead } from './incoming-answer.js'
export { createResolver, type Resolve, type ResolverOptions } from './resolver.js'
export { type EgressTarget, hostPortOf, parseTarget } from './target.js'
