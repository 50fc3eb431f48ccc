import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { nameField, priceField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { badInput, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { ChannelsRepository } from '../channels/channels.repository.js'
import { ModelsRepository } from '../models/models.repository.js'
import { SettingsRepository } from '../settings/settings.repository.js'
import { ChannelCostsRepository, type CostRow, type MarginQuery, type MarginRow } from './channel-costs.repository.js'
import type { SetChannelCostInput } from './channel-costs.types.js'

const schema = z.object({
  modelName: nameField(256),
  validFrom: z.date().nullish(),
  currency: z
    .string()
    .trim()
    .regex(/^[A-Z]{3}$/, 'invalid')
    .nullish(),
  exchangeRate: z
    .string()
    .trim()
    .regex(/^(?=.*[1-9])\d{1,9}(\.\d{1,9})?$/, 'invalid')
    .nullish(),
  inputPerMillion: priceField,
  outputPerMillion: priceField,
  cacheReadPerMillion: priceField.nullish(),
  cacheWritePerMillion: priceField.nullish(),
  perRequest: priceField.nullish(),
})

export interface Margin extends MarginRow {
  /** Null while the cost of some calls is unknown. */
  marginNanos: bigint | null
}

/** What channels cost the school, and what is left of what users pay. */
@Injectable()
export class ChannelCostsService {
  constructor(
    private readonly database: Database,
    private readonly costs: ChannelCostsRepository,
    private readonly channels: ChannelsRepository,
    private readonly models: ModelsRepository,
    private readonly settings: SettingsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async listOf(caller: Caller, channelId: string): Promise<CostRow[]> {
    assertCan(caller, 'channel:read')
    return (await this.costs.listCurrent([channelId], new Date())).get(channelId) ?? []
  }

  set(caller: Caller, input: SetChannelCostInput): Promise<Result<CostRow>> {
    assertCan(caller, 'price:write')
    return this.database.attempt((tx) => this.setIn(tx, caller, input))
  }

  async setIn(tx: Tx, caller: Caller, { channelId, ...input }: SetChannelCostInput): Promise<CostRow> {
    const actor = assertCan(caller, 'price:write')
    const parsed = schema.safeParse(input)
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const given = parsed.data
    const channel = await this.channels.lock(tx, parseId(channelId))
    if (channel === undefined) throw new ApiError('NOT_FOUND')
    const model = await this.models.findByName(given.modelName, tx)
    if (model === undefined)
      return refuse(badInput('unknownReference', ['modelName'], { kind: 'model', name: given.modelName }))
    const { currency: own } = await this.settings.get(tx)
    const currency = given.currency ?? own
    if (currency !== own && given.exchangeRate == null) return refuse(badInput('invalid', ['exchangeRate']))
    const row: CostRow = {
      ...{ channelId: channel.id, modelName: model.name, validFrom: given.validFrom ?? new Date(), currency },
      exchangeRate: currency === own ? '1' : (given.exchangeRate ?? '1'),
      inputPerMillionNanos: given.inputPerMillion,
      outputPerMillionNanos: given.outputPerMillion,
      cacheReadPerMillionNanos: given.cacheReadPerMillion ?? null,
      cacheWritePerMillionNanos: given.cacheWritePerMillion ?? null,
      perRequestNanos: given.perRequest ?? 0n,
    }
    const before = (await this.costs.listCurrent([channel.id], row.validFrom, tx)).get(channel.id) ?? []
    const { modelName, ...stored } = row
    await this.costs.insert(tx, { ...stored, modelId: model.id, createdByUserId: actor.userId })
    await this.audit.record(tx, caller, {
      ...{ action: 'channel:set-cost', targetKind: 'channel', targetId: channel.id },
      before: before.find((cost) => cost.modelName === modelName),
      after: row,
    })
    return row
  }

  /** By campus day, channel and model. Finance and admins. */
  async margins(caller: Caller, query: MarginQuery): Promise<Margin[]> {
    assertCan(caller, 'usage:read-all')
    const { channelId } = query
    const rows = await this.costs.sumMargins({ ...query, channelId: channelId && parseId(channelId) })
    return rows.map((row) => ({
      ...row,
      marginNanos: row.costNanos === null || row.uncostedCalls > 0n ? null : row.chargedNanos - row.costNanos,
    }))
  }
}
