import { Injectable } from '@nestjs/common'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { localizeProblem, type ProblemDraft } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { type CatalogDraft, faultAt, type ImportFault } from './catalog-draft.js'
import type { CatalogChange } from './describe-draft.js'
import { EgressClient } from './egress.client.js'
import { ImportChannelsService } from './import-channels.service.js'
import { ImportModelsService } from './import-models.service.js'
import type { ImportRun } from './import-run.js'
import { type ImportFormat, readImport } from './read-import.js'
import type { ImportCatalogInput } from './transfer.types.js'

export interface ImportOutcome {
  format: ImportFormat | undefined
  changes: readonly CatalogChange[]
  faults: readonly ImportFault[]
  notes: readonly ProblemDraft[]
  problems: readonly ProblemDraft[]
}

/** A file of channels in any known format: understood whole, checked whole, then all of it in one transaction or nothing. */
@Injectable()
export class ImportCatalogService {
  constructor(
    private readonly database: Database,
    private readonly groups: GroupsRepository,
    private readonly channels: ImportChannelsService,
    private readonly models: ImportModelsService,
    private readonly egress: EgressClient,
  ) {}

  async import(caller: Caller, input: ImportCatalogInput): Promise<ImportOutcome> {
    assertCan(caller, 'channel:write')
    assertCan(caller, 'model:write')
    const secrets = new Map((input.secrets ?? []).map(({ name, value }) => [name, value]))
    const { draft, format } = readImport(input.text, secrets)
    if (draft.faults.length > 0) return refused(caller, { format, faults: draft.faults })
    const faults: ImportFault[] = []
    const work = (tx: Tx) => this.#run(tx, caller, { draft, faults, groupNames: input.groups ?? undefined })
    const result = await (input.dryRun ? this.database.rehearse(work) : this.database.attempt(work))
    if (faults.length > 0) return refused(caller, { format, faults })
    if (result.type === 'failed') return { format, changes: [], faults: [], notes: [], problems: result.problems }
    const { changes, notes } = result.value
    return { format, changes: await this.egress.markWaiting(changes), faults: [], notes, problems: [] }
  }

  async #run(
    tx: Tx,
    caller: Caller,
    { draft, faults, groupNames }: { draft: CatalogDraft; faults: ImportFault[]; groupNames: string[] | undefined },
  ): Promise<{ changes: CatalogChange[]; notes: ProblemDraft[] }> {
    const groupIdsByName = await this.#groups(tx, draft, groupNames)
    const defaults = groupNames?.flatMap((name) => groupIdsByName.get(name) ?? []) ?? [
      (await this.groups.getDefault(tx)).id,
    ]
    const unknown = groupNames?.find((name) => !groupIdsByName.has(name))
    if (unknown !== undefined)
      faults.push(faultAt({ row: 0 }, 'unknownReference', { values: { kind: 'group', name: unknown } }))
    const run: ImportRun = { tx, caller, faults, groupIdsByName, defaultGroupIds: defaults, changes: [] }
    const unpriced = await this.models.import(run, draft)
    await this.channels.import(run, draft)
    if (faults.length > 0) refuse()
    const notes: ProblemDraft[] = [...draft.notes]
    if (unpriced.length > 0)
      notes.push({ code: 'BAD_USER_INPUT', text: 'importUnpriced', values: { names: shortened(unpriced) } })
    return { changes: run.changes, notes }
  }

  async #groups(tx: Tx, draft: CatalogDraft, named: string[] = []): Promise<Map<string, string>> {
    const names = [...draft.channels, ...draft.models].flatMap(({ groups = [] }) => groups)
    const rows = await this.groups.findByNames([...new Set([...names, ...named])], tx)
    return new Map(rows.map(({ name, id }) => [name, id]))
  }
}

const SHOWN_NAMES = 20

const shortened = (names: readonly string[]): string =>
  names.slice(0, SHOWN_NAMES).join(', ') + (names.length > SHOWN_NAMES ? ` … (${names.length})` : '')

function refused(
  { locale }: Caller,
  { format, faults }: { format: ImportFormat | undefined; faults: readonly ImportFault[] },
): ImportOutcome {
  const sorted = faults.toSorted((a, b) => a.row - b.row)
  const [first] = sorted
  const where = first === undefined || first.row === 0 ? '' : `#${first.row}${first.name ? ` ${first.name}` : ''}: `
  const detail = first === undefined ? '' : `${where}${localizeProblem(first.problem, locale).message}`
  const problem: ProblemDraft = {
    code: 'BAD_USER_INPUT',
    text: 'importRefused',
    path: ['text'],
    values: { count: faults.length, detail },
  }
  return { format, changes: [], faults: sorted, notes: [], problems: [problem] }
}
