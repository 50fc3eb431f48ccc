import type { Tx } from '../../database/database.repository.js'
import { badInput, type ProblemDraft } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import type { StateChange } from './describe-change.js'
import type { StateFile } from './state-file.js'

export interface AppliedState {
  changes: StateChange[]
  mintedKeys: { username: string; name: string; secret: string }[]
  problems: readonly ProblemDraft[]
}

/** What one run of the transaction gathers. */
export interface ApplyRun {
  tx: Tx
  caller: Caller
  state: StateFile
  /** Given values of keys are taken. */
  isDev: boolean
  passwordHashes: ReadonlyMap<string, string>
  changes: StateChange[]
  mintedKeys: AppliedState['mintedKeys']
  problems: ProblemDraft[]
}

/** Groups by their names. Unknown ones are problems at `path`. */
export const groupIdsOf = (
  run: ApplyRun,
  known: ReadonlyMap<string, string>,
  { names, path }: { names: readonly string[]; path: readonly string[] },
): string[] =>
  names.flatMap((name, index) => {
    const id = known.get(name)
    if (id === undefined)
      run.problems.push(badInput('unknownReference', [...path, String(index)], { kind: 'group', name }))
    return id === undefined ? [] : [id]
  })
