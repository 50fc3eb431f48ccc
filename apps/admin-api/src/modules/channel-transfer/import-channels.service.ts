import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { collectProblems } from '../../database/database.repository.js'
import type { ProblemDraft } from '../../graphql/problem.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { ChannelKeysRepository } from '../channels/channel-keys.repository.js'
import type { CreateChannelInput } from '../channels/channels.inputs.js'
import { type ChannelRow, ChannelsRepository, type Lacks, type NewChannelRow } from '../channels/channels.repository.js'
import { ChannelsService } from '../channels/channels.service.js'
import { toPairs } from '../channels/model-mapping.js'
import { toNewChannel } from '../channels/new-channel.js'
import { type SealedKey, sealKeys } from '../channels/seal-keys.js'
import type { CatalogDraft, ChannelDraft } from './catalog-draft.js'
import { describeDifference, describeNew } from './describe-draft.js'
import { groupIdsOf, type ImportRun } from './import-run.js'

/** Channels of a file: new ones in a handful of statements, present ones by what differs. */
@Injectable()
export class ImportChannelsService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly service: ChannelsService,
    private readonly channels: ChannelsRepository,
    private readonly channelKeys: ChannelKeysRepository,
    private readonly audit: AuditRepository,
  ) {}

  async import(run: ImportRun, { channels }: CatalogDraft): Promise<void> {
    const names = channels.map(({ name }) => name.trim())
    const present = await this.channels.lockByNames(run.tx, names)
    const deleted = await this.channels.deletedNames(run.tx, names)
    const keys = await this.channelKeys.sealedOf(
      run.tx,
      [...present.values()].map(({ id }) => id),
    )
    const fresh: NewChannelRow[] = []
    for (const draft of channels) {
      const groupIds = groupIdsOf(run, draft)
      const before = present.get(draft.name.trim())
      if (before !== undefined) await this.#update(run, draft, { before, groupIds, present: keys.get(before.id) ?? [] })
      else if (deleted.has(draft.name.trim())) await this.#revive(run, draft, groupIds)
      else this.#collect(run, draft, { groupIds, fresh })
    }
    if (run.faults.length > 0 || fresh.length === 0) return
    await this.channels.insertMany(run.tx, fresh)
    await this.audit.recordMany(
      run.tx,
      run.caller,
      fresh.map(({ id, fields, groupIds, keys: sealed }) => ({
        action: 'channel:create',
        targetKind: 'channel',
        targetId: id,
        after: { ...fields, groupIds, keyCount: sealed.length },
        reason: 'import',
      })),
    )
  }

  #collect(
    run: ImportRun,
    draft: ChannelDraft,
    { groupIds, fresh }: { groupIds: string[] | undefined; fresh: NewChannelRow[] },
  ): void {
    const made = toNewChannel(toInput(draft, groupIds ?? run.defaultGroupIds))
    if (made.type === 'invalid') {
      addFaults(run, draft, made.problems)
      return
    }
    const id = randomUUID()
    const { fields, keys, limitsOfKeys: limits } = made
    const { baseUrl } = fields
    fresh.push({
      ...{ id, fields, groupIds: groupIds ?? run.defaultGroupIds },
      keys: sealKeys({ id, baseUrl }, keys, { masterKey: this.config.env.masterKey, limits }),
      lacks: draft.lacks ?? {},
    })
    const details = describeNew(fields, keys.length)
    run.changes.push({ action: 'create', kind: 'channel', name: fields.name, row: draft.row, details, baseUrl })
  }

  /** A deleted channel of this name comes back with its id: receipts point to it. */
  async #revive(run: ImportRun, draft: ChannelDraft, groupIds: string[] | undefined): Promise<void> {
    const problems: ProblemDraft[] = []
    const row = await collectProblems(problems, [], () =>
      this.service.createIn(run.tx, run.caller, toInput(draft, groupIds ?? run.defaultGroupIds)),
    )
    addFaults(run, draft, problems)
    if (row === undefined) return
    await this.#setLacks(run, row, draft)
    const details = describeNew(row, draft.keys?.length ?? 0)
    run.changes.push({
      action: 'create',
      kind: 'channel',
      name: row.name,
      row: draft.row,
      details,
      baseUrl: row.baseUrl,
    })
  }

  async #update(
    run: ImportRun,
    draft: ChannelDraft,
    { before, groupIds, present }: { before: ChannelRow; groupIds: string[] | undefined; present: SealedKey[] },
  ): Promise<void> {
    const { row, name } = draft
    if (draft.type !== before.type) {
      const values = { before: before.type, after: draft.type }
      addFaults(run, draft, [{ code: 'BAD_USER_INPUT', text: 'importTypeDiffers', path: ['type'], values }])
      return
    }
    const problems: ProblemDraft[] = []
    const { type: _, ...patch } = toPatch(draft, groupIds)
    const after = await collectProblems(problems, [], () =>
      this.service.updateIn(run.tx, run.caller, before, patch, { present }),
    )
    addFaults(run, draft, problems)
    if (after === undefined) return
    const haveLacksChanged = await this.#setLacks(run, before, draft)
    const isSame = after === before && !haveLacksChanged
    const details = isSame ? [] : describeDifference(before, { ...after, lacks: draft.lacks ?? after.lacks })
    run.changes.push({
      ...{ action: isSame ? 'keep' : 'update', kind: 'channel', name, row, baseUrl: after.baseUrl },
      details: details.length === 0 && !isSame ? [`keys: ${present.length} → ${draft.keys?.length ?? 0}`] : details,
    })
  }

  async #setLacks(run: ImportRun, channel: { id: string; lacks: Lacks }, { lacks }: ChannelDraft): Promise<boolean> {
    if (lacks === undefined || JSON.stringify(lacks) === JSON.stringify(channel.lacks)) return false
    await this.channels.setLacks(run.tx, channel.id, lacks)
    return true
  }
}

function addFaults({ faults }: ImportRun, { row, line, name }: ChannelDraft, problems: readonly ProblemDraft[]): void {
  for (const problem of problems) faults.push({ row, line, name, problem })
}

const toPatch = (
  { row: _row, line: _line, groups: _groups, lacks: _lacks, modelMapping, ...fields }: ChannelDraft,
  groupIds: readonly string[] | undefined,
) => ({
  ...fields,
  ...(groupIds !== undefined && { groupIds: [...groupIds] }),
  ...(modelMapping !== undefined && { modelMapping: toPairs(modelMapping) }),
})

const toInput = (draft: ChannelDraft, groupIds: readonly string[]): CreateChannelInput => ({
  ...{ keys: [], models: [] },
  ...toPatch(draft, undefined),
  groupIds: [...groupIds],
})
