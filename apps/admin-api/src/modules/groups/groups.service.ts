import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { changedFields, fieldsOf } from '../../database/changed-fields.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { unchangedRow } from '../../database/unchanged-row.js'
import { nameField, ratioField, textField, withoutNulls } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { RecordingRepository } from '../recording/recording.repository.js'
import { findSwitchFault, recordingPatchShape } from '../recording/recording-switch.js'
import type { CreateGroupInput, UpdateGroupInput } from './groups.inputs.js'
import { type GroupPatch, type GroupRow, GroupsRepository } from './groups.repository.js'

const NAME_LENGTH = 64
const DESCRIPTION_LENGTH = 500

const createSchema = z.object({
  name: nameField(NAME_LENGTH),
  description: textField(DESCRIPTION_LENGTH),
  ratio: ratioField,
})
const patchSchema = createSchema.partial().extend(recordingPatchShape)

@Injectable()
export class GroupsService {
  constructor(
    private readonly database: Database,
    private readonly groups: GroupsRepository,
    private readonly recording: RecordingRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** Own groups; staff see all. */
  async list(caller: Caller, args: { first: number; after?: string | undefined }): Promise<Page<GroupRow>> {
    const actor = assertCan(caller, 'group:list')
    const request = parsePage(args, 2)
    const found = await this.groups.list(request, can(actor, 'group:list-all') ? undefined : actor.userId)
    return toPage({ ...found, first: request.first, cursorOf: (group) => [group.name, group.id] })
  }

  create(caller: Caller, input: CreateGroupInput): Promise<Result<GroupRow>> {
    assertCan(caller, 'group:write')
    return this.database.attempt((tx) => this.createIn(tx, caller, input))
  }

  async createIn(tx: Tx, caller: Caller, input: CreateGroupInput): Promise<GroupRow> {
    assertCan(caller, 'group:write')
    const parsed = createSchema.safeParse(input)
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const group = { ...parsed.data, description: parsed.data.description ?? null }
    const row = await this.groups.insert(tx, group)
    await this.audit.record(tx, caller, { action: 'group:create', targetKind: 'group', targetId: row.id, after: group })
    return row
  }

  update(caller: Caller, input: UpdateGroupInput): Promise<Result<GroupRow>> {
    assertCan(caller, 'group:write')
    const { id, version, ...patch } = input
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.groups.lock(tx, parseId(id)), version)
      return this.updateIn(tx, caller, row, patch)
    })
  }

  /** @param patch undefined fields stay */
  async updateIn(
    tx: Tx,
    caller: Caller,
    row: GroupRow,
    patch: Omit<UpdateGroupInput, 'id' | 'version'>,
  ): Promise<GroupRow> {
    assertCan(caller, 'group:write')
    const parsed = patchSchema.safeParse(withoutNulls(patch, ['name', 'ratio', 'recordingEnabled']))
    if (!parsed.success) return refuse(...problemsOf(parsed.error))
    const ratio = parsed.data.ratio
    const isSameRatio = ratio !== undefined && Number(ratio) === Number(row.ratio)
    const changed = changedFields(row, { ...parsed.data, ...(isSameRatio && { ratio: row.ratio }) }) as GroupPatch
    if (Object.keys(changed).length === 0) return row
    const fault = await findSwitchFault({
      before: row,
      after: { ...row, ...changed },
      wasConsentedTo: (version) => this.recording.wasConsentedTo(tx, { kind: 'group', id: row.id }, version),
    })
    if (fault !== undefined) return refuse(fault)
    const updated = await this.groups.update(tx, row.id, changed)
    await this.audit.record(tx, caller, {
      action: 'group:update',
      targetKind: 'group',
      targetId: row.id,
      before: fieldsOf(row, changed),
      after: changed,
    })
    return updated
  }

  /** The row as it is now, shown beside a conflict. */
  current(id: string): Promise<GroupRow | undefined> {
    return this.groups.find(id)
  }

  delete(caller: Caller, target: { id: string; version: number }): Promise<Result<GroupRow>> {
    assertCan(caller, 'group:write')
    return this.database.attempt(async (tx) => {
      const row = unchangedRow(await this.groups.lock(tx, parseId(target.id)), target.version)
      if (row.isDefault) return refuse({ code: 'IN_USE', text: 'defaultGroup' })
      const count = await this.groups.countWorkingKeys(tx, row.id)
      if (count > 0) return refuse({ code: 'IN_USE', text: 'groupInUse', values: { count } })
      await this.groups.markDeleted(tx, row.id)
      await this.audit.record(tx, caller, {
        action: 'group:delete',
        targetKind: 'group',
        targetId: row.id,
        before: { name: row.name },
      })
      return row
    })
  }
}
