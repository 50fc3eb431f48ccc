import type { CanonicalRequest } from '@tollgate/protocols/canonical'
import type { GroupRecord, ModelRecord } from '@tollgate/protocols/events'
import type { JsonBody } from '@tollgate/protocols/passthrough'
import type { Reservation } from '../admission/lease-book.js'
import type { Caller } from '../catalog/caller.js'
import type { RoutingSettings } from '../catalog/catalog-snapshot.js'
import type { ClientCall } from '../door/client-call.js'
import type { CallPlan } from './plan.js'
import type { Steps } from './steps.js'

/** One admitted call: all that the steps after `reserve` need to know. */
export interface CallContext {
  call: ClientCall
  caller: Caller
  body: JsonBody
  request: CanonicalRequest
  model: ModelRecord
  group: GroupRecord
  routing: RoutingSettings
  plan: CallPlan
  reservation: Reservation
  /** The final usage chunk carries cost and balance. */
  wantsCost: boolean
  steps: Steps
}
