import type { Tx } from '../../database/database.repository.js'
import { badInput } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import type { ImportFault, Place } from './catalog-draft.js'
import type { CatalogChange } from './describe-draft.js'

/** What one run of the transaction gathers. */
export interface ImportRun {
  tx: Tx
  caller: Caller
  faults: ImportFault[]
  groupIdsByName: ReadonlyMap<string, string>
  /** Of new channels and models that name no groups. */
  defaultGroupIds: readonly string[]
  changes: CatalogChange[]
}

/** Groups of an entry by their names, `undefined` where it names none; unknown ones are faults. */
export function groupIdsOf(
  { faults, groupIdsByName }: ImportRun,
  entry: Place & { name: string; groups?: string[] | undefined },
): string[] | undefined {
  return entry.groups?.flatMap((name, index) => {
    const id = groupIdsByName.get(name)
    if (id === undefined)
      faults.push({
        ...{ row: entry.row, line: entry.line, name: entry.name },
        problem: badInput('unknownReference', ['groups', String(index)], { kind: 'group', name }),
      })
    return id ?? []
  })
}
