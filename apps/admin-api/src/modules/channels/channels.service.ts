import { Inject, Injectable } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { changedFields, fieldsOf } from '../../database/changed-fields.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { unchangedRow } from '../../database/unchanged-row.js'
import { ApiError } from '../../graphql/errors.js'
import { withoutNulls } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { findNamedGroups } from '../groups/find-named-groups.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { type ModelRow, ModelsRepository } from '../models/models.repository.js'
import { ModelsService } from '../models/models.service.js'
import { PricesService } from '../prices/prices.service.js'
import { channelFields } from './channel-fields.js'
import { ChannelKeysRepository } from './channel-keys.repository.js'
import type {
  AddChannelWithModelsInput,
  ChannelFilter,
  ChannelSort,
  CreateChannelInput,
  UpdateChannelInput,
} from './channels.inputs.js'
import { type ChannelFields, type ChannelRow, ChannelsRepository } from './channels.repository.js'
import type { Vendor } from './channels.types.js'
import { isKeyMissing, toNewChannel } from './new-channel.js'
import { type KeysPlan, planKeys } from './plan-keys.js'
import { type SealedKey, sealKeys } from './seal-keys.js'
import { toVendors } from './to-vendors.js'

const MAX_MODELS = 1_000
const patchSchema = channelFields.partial()
const NEVER_EMPTY = [
  'name',
  'baseUrl',
  'keys',
  'limitsOfKeys',
  'models',
  'modelMapping',
  'priority',
  'weight',
  'groupIds',
  'tags',
  'isActive',
  'schedulable',
  'settings',
] as const

/** Present keys of a channel, where the caller has read them already. */
interface KnownKeys {
  present?: readonly SealedKey[] | undefined
}

@Injectable()
export class ChannelsService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly channels: ChannelsRepository,
    private readonly keys: ChannelKeysRepository,
    private readonly groups: GroupsRepository,
    private readonly models: ModelsRepository,
    private readonly modelsService: ModelsService,
    private readonly prices: PricesService,
    private readonly audit: AuditRepository,
  ) {}

  async list(
    caller: Caller,
    args: {
      first: number
      after?: string | undefined
      filter?: ChannelFilter | null | undefined
      sort?: ChannelSort | null | undefined
    },
  ): Promise<Page<ChannelRow>> {
    assertCan(caller, 'channel:read')
    const request = parsePage(args, 2)
    // null in the document is the same as nothing
    const [filter, sort] = [args.filter ?? {}, args.sort ?? undefined]
    const tag = filterText(filter.tag, 64)
    const found = await this.channels.list(request, { ...filter, tag: tag ?? null }, sort)
    const sortTextOf = (channel: ChannelRow): string => {
      const value = channel[sort?.field ?? 'name']
      return value instanceof Date ? value.toISOString() : String(value)
    }
    return toPage({ ...found, first: request.first, cursorOf: (channel) => [sortTextOf(channel), channel.id] })
  }

  async get(caller: Caller, id: string): Promise<ChannelRow> {
    assertCan(caller, 'channel:read')
    const row = await this.channels.find(parseId(id))
    if (row === undefined) throw new ApiError('NOT_FOUND')
    return row
  }

  listTags(caller: Caller): Promise<string[]> {
    assertCan(caller, 'channel:read')
    return this.channels.listTags()
  }

  listVendors(caller: Caller): Vendor[] {
    assertCan(caller, 'channel:read')
    return toVendors()
  }

  current(id: string): Promise<ChannelRow | undefined> {
    return this.channels.find(id)
  }

  create(caller: Caller, input: CreateChannelInput): Promise<Result<ChannelRow>> {
    assertCan(caller, 'channel:write')
    return this.database.attempt((tx) => this.createIn(tx, caller, input))
  }

  async createIn(tx: Tx, caller: Caller, input: CreateChannelInput): Promise<ChannelRow> {
    assertCan(caller, 'channel:write')
    const parsed = toNewChannel(input)
    if (parsed.type === 'invalid') return refuse(...parsed.problems)
    const { fields, keys, limitsOfKeys: limits } = parsed
    const { masterKey } = this.config.env
    const groupIds = await this.#checkGroups(tx, input.groupIds)
    const row = await this.channels.insert(tx, fields, groupIds)
    await this.keys.replace(tx, row.id, sealKeys(row, keys, { masterKey, limits }))
    await this.audit.record(tx, caller, {
      action: 'channel:create',
      targetKind: 'channel',
      targetId: row.id,
      after: { ...fields, groupIds, keyCount: keys.length },
    })
    return (await this.channels.find(row.id, tx)) ?? row
  }

  update(caller: Caller, input: UpdateChannelInput): Promise<Result<ChannelRow>> {
    assertCan(caller, 'channel:write')
    const { id, version, ...patch } = input
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.channels.lock(tx, parseId(id)), version)
      return this.updateIn(tx, caller, row, patch)
    })
  }

  /** Keys that are given and are the present ones anyway do not count as a change. */
  async updateIn(
    tx: Tx,
    caller: Caller,
    row: ChannelRow,
    patch: Omit<UpdateChannelInput, 'id' | 'version'>,
    { present: known }: KnownKeys = {},
  ): Promise<ChannelRow> {
    assertCan(caller, 'channel:write')
    const { groupIds: wanted, ...given } = withoutNulls(patch, NEVER_EMPTY)
    const parsed = patchSchema.safeParse(given)
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const { keys, limitsOfKeys, ...fields } = parsed.data
    if (isKeyMissing(row.type, keys)) return refuse(badInput('keysMissing', ['keys']))
    const groupIds = wanted ? await this.#checkGroups(tx, wanted) : undefined
    const changed = changedFields(row, { ...fields, groupIds })
    const next = { id: row.id, baseUrl: changed.baseUrl ?? row.baseUrl }
    const { masterKey } = this.config.env
    const mayChange = keys !== undefined || changed.baseUrl !== undefined
    const present = known ?? (mayChange ? await this.keys.listSealed(tx, row.id) : [])
    const plan = planKeys({ ...row, present }, next, { keys, limitsOfKeys, masterKey })
    if (plan.type === 'missing') return refuse({ code: 'KEYS_REQUIRED', text: 'keysRequired', path: ['keys'] })
    if (Object.keys(changed).length === 0 && plan.type === 'same') return row
    const { groupIds: newGroupIds, ...newFields } = changed
    if (newGroupIds !== undefined) await this.channels.setGroups(tx, row.id, newGroupIds)
    if (Object.keys(newFields).length > 0) await this.channels.update(tx, row.id, newFields as Partial<ChannelFields>)
    await this.#putKeys(tx, row.id, plan)
    await this.audit.record(tx, caller, {
      action: 'channel:update',
      targetKind: 'channel',
      targetId: row.id,
      before: fieldsOf(row, changed),
      after: { ...changed, ...auditOfKeys(plan) },
    })
    return (await this.channels.find(row.id, tx)) ?? row
  }

  async #putKeys(tx: Tx, channelId: string, plan: KeysPlan): Promise<void> {
    if (plan.type === 'replaced') await this.keys.replace(tx, channelId, plan.keys)
    if (plan.type === 'limited')
      for (const { ids, ...limits } of plan.changes) await this.keys.setLimits(tx, ids, limits)
  }

  delete(caller: Caller, target: { id: string; version: number }): Promise<Result<ChannelRow>> {
    assertCan(caller, 'channel:write')
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.channels.lock(tx, parseId(target.id)), target.version)
      await this.channels.markDeleted(tx, row.id)
      await this.audit.record(tx, caller, {
        action: 'channel:delete',
        targetKind: 'channel',
        targetId: row.id,
        before: { name: row.name, baseUrl: row.baseUrl },
      })
      return row
    })
  }

  addWithModels(
    caller: Caller,
    input: AddChannelWithModelsInput,
  ): Promise<Result<{ channel: ChannelRow; models: ModelRow[] }>> {
    assertCan(caller, 'channel:write')
    assertCan(caller, 'model:write')
    return this.database.attempt(async (tx) => {
      if (input.models.length > MAX_MODELS) return refuse(badInput('tooMany', ['models']))
      const models: ModelRow[] = []
      for (const model of input.models) {
        const existing = await this.models.findByName(model.name.trim(), tx)
        if (existing === undefined) models.push(await this.modelsService.createIn(tx, caller, model))
        else {
          if (model.price) await this.prices.insertIn(tx, caller, existing, model.price)
          models.push((await this.models.find(existing.id, tx)) ?? existing)
        }
      }
      return { channel: await this.createIn(tx, caller, input.channel), models }
    })
  }

  async #checkGroups(tx: Tx, groupIds: readonly string[]): Promise<string[]> {
    return (await findNamedGroups(this.groups, tx, groupIds)).map(({ id }) => id)
  }
}

/** Of keys the audit log says how many, never which. */
const auditOfKeys = (plan: KeysPlan): Record<string, unknown> => {
  if (plan.type === 'replaced') return { keyCount: plan.keys.length, keysReplaced: true }
  return plan.type === 'limited' ? { limitsOfKeys: plan.changes } : {}
}
