import { Injectable } from '@nestjs/common'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { campusDay } from '../../identity/campus-day.js'
import { can } from '../../identity/permissions.js'
import { PricesRepository } from '../prices/prices.repository.js'
import { SettingsRepository } from '../settings/settings.repository.js'
import { explainCost } from './explain-cost.js'
import type { ReceiptRow } from './receipt-row.js'
import { RefusalsRepository } from './refusals.repository.js'
import { refusedReceipt } from './refused-receipt.js'
import { toRoute } from './to-route.js'
import { type SettledCallRow, UsageRepository } from './usage.repository.js'
import { USAGE_REASON } from './usage-enums.types.js'

/** A reason of a later version is none that we know. */
const REASONS = Object.values(USAGE_REASON)

/** What a request id stands for: a call that was settled, or one that was turned away before there was anything to settle. */
@Injectable()
export class ReceiptService {
  constructor(
    private readonly usage: UsageRepository,
    private readonly refusals: RefusalsRepository,
    private readonly prices: PricesRepository,
    private readonly settings: SettingsRepository,
  ) {}

  /** @throws ApiError `NOT_FOUND` also where it is somebody else's */
  async receipt(caller: Caller, requestId: string): Promise<ReceiptRow> {
    assertCan(caller, 'usage:read', { ownerId: caller.actor?.userId ?? '' })
    const id = parseId(requestId)
    const record = await this.usage.findSettled(id)
    return record === undefined ? this.#ofRefused(caller, id) : this.#ofSettled(caller, record)
  }

  async #ofSettled(caller: Caller, record: SettledCallRow): Promise<ReceiptRow> {
    const actor = assertMaySee(caller, 'usage:read', { ownerId: record.userId })
    const [price] = record.priceVersionId === null ? [] : await this.prices.findByIds([record.priceVersionId])
    const isCharged = record.provenance !== 'void'
    const version = price && { ...price, priceVersionId: price.id, validFrom: price.validFrom.toISOString() }
    return {
      ...record,
      nodeId: can(actor, 'usage:read-all') ? record.nodeId : null,
      route: can(actor, 'channel:read') ? toRoute(record, caller.locale) : null,
      provenanceReason: REASONS.find((known) => known === record.reason) ?? null,
      refusal: null,
      ...explainCost(record, isCharged ? version : undefined, record.ratio),
      steps: Object.entries(record.stepsMs).map(([name, ms]) => ({ name, ms })),
      priceVersion: price ?? null,
    }
  }

  async #ofRefused(caller: Caller, requestId: string): Promise<ReceiptRow> {
    const refused = await this.refusals.find(requestId)
    if (refused === undefined) throw new ApiError('NOT_FOUND')
    const actor = assertMaySee(caller, 'usage:read', { ownerId: refused.userId })
    const { timeZone } = await this.settings.get()
    return refusedReceipt(refused, {
      locale: caller.locale,
      occurredOn: campusDay(refused.refusedAt, timeZone),
      isNodeShown: can(actor, 'usage:read-all'),
    })
  }
}
