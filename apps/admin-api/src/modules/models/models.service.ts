import { Injectable } from '@nestjs/common'
import { ABILITIES } from '@tollgate/protocols/events'
import { z } from 'zod'
import { changedFields, fieldsOf } from '../../database/changed-fields.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { unchangedRow } from '../../database/unchanged-row.js'
import { ApiError } from '../../graphql/errors.js'
import { isStorable, nameField, textField, withoutNulls } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage } from '../../graphql/page.js'
import { failed, ok, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { traitsField } from '../channels/traits-fields.js'
import { findNamedGroups } from '../groups/find-named-groups.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { PricesService } from '../prices/prices.service.js'
import { UsersRepository } from '../users/users.repository.js'
import type { CreateModelInput, ModelFilter, ModelSort, UpdateModelInput } from './models.inputs.js'
import {
  type ModelFields,
  type ModelListRow,
  type ModelQuery,
  type ModelRow,
  ModelsRepository,
} from './models.repository.js'

const MAX_TOKENS = 100_000_000
const tokens = z.int().min(1, 'mustBePositive').max(MAX_TOKENS, 'tooLarge').nullish()
const fieldsSchema = z.object({
  name: nameField(256),
  provider: z.string().trim().max(64, 'tooLong').nullish(),
  description: textField(2_000),
  abilities: z
    .array(z.enum(ABILITIES, 'invalidAbility'))
    .transform((list) => [...new Set(list)])
    .nullish(),
  contextTokens: tokens,
  maxOutputTokens: tokens,
  traits: traitsField.nullish(),
  isActive: z.boolean().nullish(),
})
const patchSchema = fieldsSchema.partial()
const NEVER_EMPTY = ['name', 'provider', 'abilities', 'isActive', 'groupIds'] as const

@Injectable()
export class ModelsService {
  constructor(
    private readonly database: Database,
    private readonly models: ModelsRepository,
    private readonly groups: GroupsRepository,
    private readonly users: UsersRepository,
    private readonly prices: PricesService,
    private readonly audit: AuditRepository,
  ) {}

  /** Active models of the caller's groups; staff see all unless they ask for usable ones. */
  async list(
    caller: Caller,
    args: {
      first: number
      after?: string | undefined
      filter?: ModelFilter | undefined
      sort?: ModelSort | undefined
    },
  ): Promise<Page<ModelListRow>> {
    const query = await this.#queryOf(caller, args.filter)
    const request = parsePage(args, 2)
    const found = await this.models.list(request, query, args.sort ?? { field: 'name', direction: 'asc' })
    return toPage({ ...found, first: request.first, cursorOf: ({ position, id }) => [position, id] })
  }

  /** Who makes the models that a list with this filter has. */
  async listProviders(caller: Caller, filter: ModelFilter | undefined): Promise<string[]> {
    return this.models.listProviders(await this.#queryOf(caller, filter))
  }

  async #queryOf(caller: Caller, filter: ModelFilter | undefined): Promise<ModelQuery> {
    const actor = assertCan(caller, 'model:list')
    const { search, usable, abilities, provider, groupId, priced } = filter ?? {}
    const isLimited = usable === true || !can(actor, 'model:list-all')
    const [groupIds, user] = await Promise.all([this.groups.idsOfUsers([actor.userId]), this.users.find(actor.userId)])
    return {
      search,
      abilities: abilities?.slice(0, ABILITIES.length).map((name) => filterText(name, 64) ?? ''),
      provider: filterText(provider, 64),
      groupId: groupId == null ? undefined : parseId(groupId),
      priced: priced ?? undefined,
      ...(isLimited && { visibleTo: groupIds.get(actor.userId) ?? [] }),
      ...(usable === true && { usable: { acceptsUnpriced: user?.acceptsUnpriced ?? false } }),
    }
  }

  async get(caller: Caller, name: string): Promise<ModelRow> {
    const actor = assertCan(caller, 'model:list')
    const model = isStorable(name) ? await this.models.findByName(name) : undefined
    const groupIds = (await this.groups.idsOfUsers([actor.userId])).get(actor.userId) ?? []
    const isVisible = model?.isActive && model.groupIds.some((id) => groupIds.includes(id))
    if (model === undefined || (!isVisible && !can(actor, 'model:list-all'))) throw new ApiError('NOT_FOUND')
    return model
  }

  current(id: string): Promise<ModelRow | undefined> {
    return this.models.find(id)
  }

  create(caller: Caller, input: CreateModelInput): Promise<Result<ModelRow>> {
    assertCan(caller, 'model:write')
    return this.database.attempt((tx) => this.createIn(tx, caller, input))
  }

  async createIn(tx: Tx, caller: Caller, input: CreateModelInput): Promise<ModelRow> {
    assertCan(caller, 'model:write')
    const parsed = toNewModel(input)
    if (parsed.type === 'failed') return refuse(...parsed.problems)
    const fields = parsed.value
    const groupIds = await this.#checkGroups(tx, input.groupIds)
    const row = await this.models.insert(tx, fields, groupIds)
    await this.audit.record(tx, caller, {
      action: 'model:create',
      targetKind: 'model',
      targetId: row.id,
      after: { ...fields, groupIds },
    })
    if (input.price) await this.prices.insertIn(tx, caller, row, input.price)
    return (await this.models.find(row.id, tx)) ?? row
  }

  /**
   * Many at once, none of which is there, in a handful of statements; prices are set by who calls.
   * @param inputs groups checked already
   * @returns an outcome for each; with one that failed nothing was entered
   */
  async createManyIn(tx: Tx, caller: Caller, inputs: readonly CreateModelInput[]): Promise<Result<ModelRow>[]> {
    assertCan(caller, 'model:write')
    const parsed = inputs.map((input) => ({ input, outcome: toNewModel(input) }))
    const failures = parsed.flatMap(({ outcome }) => (outcome.type === 'failed' ? [outcome] : []))
    const fresh = parsed.flatMap(({ input, outcome }) =>
      outcome.type === 'ok' ? [{ fields: outcome.value, groupIds: [...new Set(input.groupIds)] }] : [],
    )
    if (failures.length > 0 || fresh.length === 0)
      return parsed.map(({ outcome }) => (outcome.type === 'failed' ? outcome : failed([])))
    const names = fresh.map(({ fields }) => fields.name)
    const deleted = await this.models.deletedNames(tx, names)
    for (const { fields, groupIds } of fresh)
      if (deleted.has(fields.name)) await this.models.insert(tx, fields, groupIds)
    await this.models.insertMany(
      tx,
      fresh.filter(({ fields }) => !deleted.has(fields.name)),
    )
    const rows = await this.models.findByNames(names, tx)
    await this.audit.recordMany(
      tx,
      caller,
      fresh.map(({ fields, groupIds }) => ({
        action: 'model:create',
        targetKind: 'model',
        ...(rows.get(fields.name) && { targetId: rows.get(fields.name)?.id ?? '' }),
        after: { ...fields, groupIds },
        reason: 'import',
      })),
    )
    return names.map((name) => {
      const row = rows.get(name)
      return row === undefined ? failed([]) : ok(row)
    })
  }

  update(caller: Caller, input: UpdateModelInput): Promise<Result<ModelRow>> {
    assertCan(caller, 'model:write')
    const { id, version, ...patch } = input
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.models.lock(tx, parseId(id)), version)
      return this.updateIn(tx, caller, row, patch)
    })
  }

  async updateIn(
    tx: Tx,
    caller: Caller,
    row: ModelRow,
    patch: Omit<UpdateModelInput, 'id' | 'version'>,
  ): Promise<ModelRow> {
    assertCan(caller, 'model:write')
    const { groupIds: wanted, ...fields } = withoutNulls(patch, NEVER_EMPTY)
    const parsed = patchSchema.safeParse(fields)
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const groupIds = wanted ? await this.#checkGroups(tx, wanted) : undefined
    const changed = changedFields(row, { ...parsed.data, ...(parsed.data.traits === null && { traits: {} }), groupIds })
    if (Object.keys(changed).length === 0) return row
    const { groupIds: newGroupIds, ...newFields } = changed
    if (newGroupIds !== undefined) await this.models.setGroups(tx, row.id, newGroupIds)
    if (Object.keys(newFields).length > 0) await this.models.update(tx, row.id, newFields as Partial<ModelFields>)
    await this.audit.record(tx, caller, {
      action: 'model:update',
      targetKind: 'model',
      targetId: row.id,
      before: fieldsOf(row, changed),
      after: changed,
    })
    return (await this.models.find(row.id, tx)) ?? row
  }

  delete(caller: Caller, target: { id: string; version: number }): Promise<Result<ModelRow>> {
    assertCan(caller, 'model:write')
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.models.lock(tx, parseId(target.id)), target.version)
      await this.models.markDeleted(tx, row.id)
      await this.audit.record(tx, caller, {
        action: 'model:delete',
        targetKind: 'model',
        targetId: row.id,
        before: { name: row.name },
      })
      return row
    })
  }

  async #checkGroups(tx: Tx, groupIds: readonly string[]): Promise<string[]> {
    return (await findNamedGroups(this.groups, tx, groupIds)).map(({ id }) => id)
  }
}

/** A new model as it was asked for → its columns, defaults filled in. */
function toNewModel(input: CreateModelInput): Result<ModelFields> {
  const parsed = fieldsSchema.safeParse(input)
  if (!parsed.success) return failed(problemsOf(parsed.error))
  return ok({
    name: parsed.data.name,
    provider: parsed.data.provider ?? '',
    description: parsed.data.description ?? null,
    abilities: parsed.data.abilities ?? [],
    contextTokens: parsed.data.contextTokens ?? null,
    maxOutputTokens: parsed.data.maxOutputTokens ?? null,
    traits: parsed.data.traits ?? {},
    isActive: parsed.data.isActive ?? true,
  })
}
