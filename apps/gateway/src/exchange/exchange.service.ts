import { parseRatio } from '@tollgate/pricing'
import { rateLimitHeaders } from '@tollgate/protocols/dialects'
import { readJson } from '@tollgate/protocols/passthrough'
import type { AdmissionService } from '../admission/admission.service.js'
import type { AddressCheck } from '../admission/authorise.js'
import { assertAddress, assertMakes, authorise } from '../admission/authorise.js'
import type { LeaseService } from '../admission/lease.service.js'
import type { Reservation } from '../admission/lease-book.js'
import type { Caller } from '../catalog/caller.js'
import type { CatalogProjection } from '../catalog/catalog.projection.js'
import type { CallerQuestion, CallerService } from '../door/caller.service.js'
import type { ClientCall } from '../door/client-call.js'
import { conversationOf } from '../routing/affinity.js'
import type { AffinityStore } from '../routing/affinity.store.js'
import { nativeFields } from '../routing/native-fields.js'
import { needsOf } from '../routing/needs.js'
import { assertRouted } from '../routing/route.js'
import type { Router } from '../routing/router.js'
import type { ItemReferences } from '../stash/item-references.js'
import type { CallContext } from './call-context.js'
import { Conclusion, type ConclusionTools } from './conclusion.js'
import { clientGone, concludeStream, deliverStream, deliverWhole } from './deliver.js'
import type { Delivery } from './delivery.js'
import { describeDryRun } from './dry-run.js'
import type { LiveCalls } from './live-calls.js'
import { openOperation } from './operations/open-operation.js'
import { lowerToMoney, planCall } from './plan.js'
import { createSteps } from './steps.js'
import { tokensOf } from './tokens-of.js'
import type { TargetTrier } from './try-targets.js'

export interface ExchangeTools {
  callers: CallerService
  catalog: CatalogProjection
  isAddressAllowed: AddressCheck
  admission: AdmissionService
  router: Router
  affinity: AffinityStore
  leases: LeaseService
  live: LiveCalls
  trier: TargetTrier
  references: ItemReferences
  /** What every conclusion needs. */
  conclusions: Omit<ConclusionTools, 'leave'>
  mustTranslate: boolean
  /** @throws GatewayError `billing_unavailable` while the gateway is not ready or is stopping */
  assertOpen: () => void
}

/**
 * The life of a request (DESIGN 3), from the door's call to what goes back. The only file that knows the order. Here and in
 * what it calls for each request objects are written field by field: a spread costs a microsecond, and makes objects of so
 * many kinds that whatever reads them is slow as well.
 */
export class ExchangeService {
  constructor(private readonly tools: ExchangeTools) {}

  /** Before the body is read. @throws GatewayError for keys that open nothing, and while the gateway is not open */
  async identify(question: CallerQuestion): Promise<Caller> {
    this.tools.assertOpen()
    const caller = await this.tools.callers.identify(question)
    assertAddress(caller, this.tools.isAddressAllowed)
    return caller
  }

  /** @throws GatewayError, to be encoded in the caller's dialect */
  async handle(call: ClientCall): Promise<Delivery> {
    const { tools } = this
    const steps = createSteps(call.startedAtMs)
    tools.assertOpen()
    const caller = tools.callers.renew(call.caller)
    steps.end('identify')

    const body = await tools.references.recall(call, readJson(call.body))
    const operation = openOperation(call, body.value)
    const { request } = operation
    call.trace.modelName = request.model
    steps.end('understand')

    const nowMs = tools.leases.databaseNowMs()
    const snapshot = tools.catalog.snapshot()
    const { model, group } = authorise(caller, request.model, {
      snapshot,
      nowMs,
      isAddressAllowed: tools.isAddressAllowed,
    })
    assertMakes(model, operation.makes)
    steps.end('authorise')

    const { acceptsUnpriced, keyId, payerId, courseId, isStrict } = caller.record
    const { leave, undo } = await tools.admission.admit({
      caller,
      snapshot,
      modelName: model.name,
      tokensOf: () => tokensOf(operation, model),
      tell: (told) => call.tellHeaders(rateLimitHeaders(told, call.dialect, Date.now())),
    })
    let reservation: Reservation | undefined
    let conclusion: Conclusion | undefined
    try {
      steps.end('limit')
      const conversation = conversationOf(request, keyId)
      const question = {
        snapshot,
        acceptsUnpriced,
        modelName: model.name,
        groupId: group.groupId,
        dialect: call.dialect,
        isNativeOnly: request.facts.nativeOnly.length > 0,
        among: operation.among,
        needs: needsOf(request.facts),
        dateMs: nowMs,
        conversationId: conversation?.isContinued ? conversation.id : undefined,
      }
      const isDryRun = call.headers['x-tollgate-dry-run'] === '1'
      const decision = tools.router.decide(question)
      if (isDryRun && decision.candidates.length === 0) {
        undo()
        return describeDryRun(model.name, tools.router.explain(question), undefined)
      }
      assertRouted(decision, model.name, nativeFields(request, call.dialect))
      steps.end('route')

      const planned = planCall({
        operation,
        model,
        candidates: decision.candidates,
        ratio: parseRatio(group.ratio),
        acceptsUnpriced,
        mustTranslate: tools.mustTranslate,
        nowMs,
        dialect: call.dialect,
        isStrict,
      })
      steps.end('plan')
      if (isDryRun) {
        undo()
        return describeDryRun(model.name, tools.router.explain(question), planned)
      }

      const { neededNanos, leastNanos } = planned
      reservation = await tools.leases.reserve({
        path: { keyId, payerId, courseId },
        recordName: caller.recordName,
        neededNanos,
        leastNanos,
      })
      steps.end('reserve')
      if (call.presence.isGone()) throw clientGone() // it may have waited for the lease: no upstream is asked for nobody
      const plan = lowerToMoney(planned, reservation.reservedNanos) ?? planned
      const wantsCost = call.headers['x-tollgate-extras'] === 'cost'
      const { routing, areLimitsEnabled } = snapshot
      const context: CallContext = {
        call,
        caller,
        body,
        operation,
        request,
        model,
        group,
        routing,
        areLimitsEnabled,
        conversationId: conversation?.id,
        route: decision,
        plan,
        reservation,
        wantsCost,
        steps,
      }
      conclusion = new Conclusion(context, { ...tools.conclusions, leave })
      await conclusion.writeIntent()
      call.trace.isRecorded = true
      steps.end('intent')

      return await this.answer(context, conclusion)
    } catch (error) {
      if (conclusion !== undefined) await conclusion.concludeFailure(error)
      else if (reservation !== undefined) tools.leases.settle(reservation, 0n)
      leave(0)
      throw error
    }
  }

  /** Steps 10 to 14: attempt, deliver, settle, record, publish. */
  private async answer(context: CallContext, conclusion: Conclusion): Promise<Delivery> {
    const { tools } = this
    let hasEnded = false
    let endLive = (): void => {}
    const answered = await tools.trier.run(context, conclusion, {
      onProgress: (meter) => conclusion.writeProgress(meter),
      conclude: (end, held, meter) => {
        hasEnded = true
        endLive()
        if (end.type === 'finished') tools.references.keep(context.call, context.body, () => textOf(held))
        return concludeStream(context, conclusion, { end, held, meter })
      },
    })
    context.steps.end('attempt')
    if (answered instanceof Error) throw answered
    if (context.conversationId !== undefined && answered.type !== 'cancelled') {
      tools.affinity.note(context.conversationId, answered.attempt.candidate.target.id)
    }
    switch (answered.type) {
      case 'cancelled':
        await conclusion.conclude(
          { status: 'aborted', isBillable: false, isDrainBound: answered.isDrainBound },
          undefined,
        )
        throw clientGone()
      case 'whole': {
        const delivery = await deliverWhole(context, answered, conclusion)
        tools.references.keep(context.call, context.body, () => textOf(delivery.body))
        return delivery
      }
      case 'stream': {
        const { recordName } = context.caller
        // an answer of one piece is over before it is known here
        if (!hasEnded) {
          endLive = tools.live.add({ recordName, fail: (error, options) => answered.stream.fail(error, options) })
        }
        return deliverStream(context, answered)
      }
    }
  }
}

/** What is on its way to the client, as text; of a stream nothing. */
const textOf = (body: Delivery['body']): string =>
  typeof body === 'string' ? body : body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : ''
