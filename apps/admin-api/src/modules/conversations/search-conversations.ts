import { type Page, type PageRequest, toPage } from '../../graphql/page.js'

interface Listed {
  id: string
  title: string
  updatedAt: Date
}

const cursorOf = ({ updatedAt, id }: Listed): readonly string[] => [updatedAt.toISOString(), id]

/**
 * One page of somebody's talks whose title holds every word that was searched for, in any case.
 * @param all last changed first, then by id
 */
export function searchConversations<Node extends Listed>(
  all: readonly Node[],
  search: string,
  { first, after }: PageRequest,
): Page<Node> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
  const rest = after === undefined ? found : found.filter((node) => isAfter(cursorOf(node), after))
  return toPage({ rows: rest.slice(0, first + 1), first, totalCount: found.length, cursorOf })
}

/** Whether a row comes after the last one of the page before: older, or as old with a smaller id. */
function isAfter([updatedAt = '', id = '']: readonly string[], [lastAt = '', lastId = '']: readonly string[]): boolean {
  return updatedAt < lastAt || (updatedAt === lastAt && id < lastId)
}
