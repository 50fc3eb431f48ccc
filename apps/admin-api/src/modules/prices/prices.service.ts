import { Injectable } from '@nestjs/common'
import { applyRatio, parseRatio, TOKENS_PER_PRICE } from '@tollgate/pricing'
import { z } from 'zod'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { priceField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import type { GroupRow } from '../groups/groups.repository.js'
import { type ModelRow, ModelsRepository } from '../models/models.repository.js'
import { currentPrice, type PriceAmounts, type PriceRow, PricesRepository } from './prices.repository.js'
import type { MyPrice, PriceInput, SetPriceInput } from './prices.types.js'

/** Clocks of two machines differ: a price "from now" of an admin's machine is not in the past. */
const CLOCK_TOLERANCE_MS = 60_000

const priceSchema = z.object({
  validFrom: z
    .date()
    .refine((date) => date.getTime() >= Date.now() - CLOCK_TOLERANCE_MS, 'expiryInPast')
    .nullish(),
  inputPerMillion: priceField,
  outputPerMillion: priceField,
  cacheReadPerMillion: priceField.nullish(),
  cacheWritePerMillion: priceField.nullish(),
  reasoningPerMillion: priceField.nullish(),
  perRequest: priceField.nullish(),
})

@Injectable()
export class PricesService {
  constructor(
    private readonly database: Database,
    private readonly prices: PricesRepository,
    private readonly models: ModelsRepository,
    private readonly audit: AuditRepository,
  ) {}

  set(caller: Caller, input: SetPriceInput): Promise<Result<ModelRow>> {
    assertCan(caller, 'price:write')
    return this.database.attempt(async (tx) => {
      const model = await this.models.lock(tx, parseId(input.modelId))
      if (model === undefined) throw new ApiError('NOT_FOUND')
      await this.insertIn(tx, caller, model, input.price)
      return (await this.models.find(model.id, tx)) ?? model
    })
  }

  async insertIn(tx: Tx, caller: Caller, model: { id: string; name: string }, input: PriceInput): Promise<PriceRow> {
    const actor = assertCan(caller, 'price:write')
    const parsed = priceSchema.safeParse(input)
    if (!parsed.success) return refuse(...problemsOf(parsed.error, ['price']))
    const amounts = toAmounts(parsed.data)
    const validFrom = parsed.data.validFrom ?? new Date()
    const versions = (await this.prices.listOfModels([model.id], tx)).get(model.id) ?? []
    const before = currentPrice(versions, new Date())
    const row = await this.prices.insert(tx, {
      ...amounts,
      modelId: model.id,
      validFrom,
      createdByUserId: actor.userId,
    })
    await this.audit.record(tx, caller, {
      action: 'price:set',
      targetKind: 'model',
      targetId: model.id,
      before,
      after: { priceVersionId: row.id, validFrom, ...amounts },
    })
    return row
  }
}

/** An input's amounts with nothing left open. */
export const toAmounts = (price: Omit<PriceInput, 'validFrom'>): PriceAmounts => ({
  inputPerMillionNanos: price.inputPerMillion,
  outputPerMillionNanos: price.outputPerMillion,
  cacheReadPerMillionNanos: price.cacheReadPerMillion ?? null,
  cacheWritePerMillionNanos: price.cacheWritePerMillion ?? null,
  reasoningPerMillionNanos: price.reasoningPerMillion ?? null,
  perRequestNanos: price.perRequest ?? 0n,
})

/** A price as a member of the group sees it. */
export function toMyPrice(price: PriceAmounts, group: GroupRow): MyPrice {
  const ratio = parseRatio(group.ratio)
  const times = (nanos: bigint): bigint => applyRatio(nanos * TOKENS_PER_PRICE, ratio)
  return {
    group,
    inputPerMillionNanos: times(price.inputPerMillionNanos),
    outputPerMillionNanos: times(price.outputPerMillionNanos),
    cacheReadPerMillionNanos: price.cacheReadPerMillionNanos === null ? null : times(price.cacheReadPerMillionNanos),
    perRequestNanos: times(price.perRequestNanos),
  }
}
