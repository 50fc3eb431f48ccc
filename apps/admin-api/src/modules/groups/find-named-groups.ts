import { refuse, type Tx } from '../../database/database.repository.js'
import { toId } from '../../graphql/ids.js'
import { badInput } from '../../graphql/problem.js'
import type { GroupRow, GroupsRepository } from './groups.repository.js'

/**
 * The groups that a form names in `groupIds`, each once, in the order of their ids; one that is not there refuses it.
 * @throws what {@link refuse} throws
 */
export async function findNamedGroups(groups: GroupsRepository, tx: Tx, given: readonly string[]): Promise<GroupRow[]> {
  const ids = [...new Set(given.map((text) => toId(text) ?? text))].toSorted()
  const known = new Map(
    (
      await groups.findByIds(
        ids.filter((id) => toId(id) === id),
        tx,
      )
    ).map((row) => [row.id, row]),
  )
  return ids.map(
    (id) => known.get(id) ?? refuse(badInput('unknownReference', ['groupIds'], { kind: 'group', name: id })),
  )
}
