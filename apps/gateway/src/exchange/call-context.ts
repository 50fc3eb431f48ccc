import type { CanonicalRequest, DialectId } from '@tollgate/protocols/canonical'
import type { ResponseIdentity } from '@tollgate/protocols/dialects'
import type { GroupRecord, ModelRecord } from '@tollgate/protocols/events'
import type { JsonBody } from '@tollgate/protocols/passthrough'
import type { Reservation } from '../admission/lease-book.js'
import type { Caller } from '../catalog/caller.js'
import type { RoutingSettings } from '../catalog/catalog-snapshot.js'
import type { ClientCall } from '../door/client-call.js'
import type { RouteDecision } from '../routing/route.js'
import type { Operation } from './operations/operation.js'
import type { CallPlan } from './plan.js'
import type { Steps } from './steps.js'

/** One admitted call: all that the steps after `reserve` need to know. */
export interface CallContext {
  call: ClientCall
  caller: Caller
  body: JsonBody
  operation: Operation
  /** The operation's own. */
  request: CanonicalRequest
  model: ModelRecord
  group: GroupRecord
  routing: RoutingSettings
  areLimitsEnabled: boolean
  /** So that its next turn may come to the same key. */
  conversationId: string | undefined
  /** Why these targets: a bounded part of it is kept. */
  route: RouteDecision
  plan: CallPlan
  reservation: Reservation
  /** The answer tells cost and balance. */
  wantsCost: boolean
  steps: Steps
}

/** How the dialects begin the id of an answer. */
const ID_PREFIXES: Record<DialectId, string> = {
  'openai-chat': 'chatcmpl-',
  'openai-responses': 'resp_',
  'anthropic-messages': 'msg_',
  'gemini-generate': '',
}

/** What identifies the answer to the client: never the upstream's own id. */
export const identityOf = ({ call, request }: CallContext): ResponseIdentity => ({
  id: ID_PREFIXES[call.dialect] + call.requestId,
  model: request.model,
  createdAtSeconds: Math.floor(Date.now() / 1_000),
  ...(request.settings.isReasoningShown !== undefined && { isReasoningShown: request.settings.isReasoningShown }),
})
