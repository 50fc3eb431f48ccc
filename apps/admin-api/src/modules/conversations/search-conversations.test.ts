import { expect, it } from 'vitest'
import { parsePage } from '../../graphql/page.js'
import { searchConversations } from './search-conversations.js'

const at = (second: number) => new Date(second * 1_000)
const all = [
  { id: 'd', title: 'Fourier optics', updatedAt: at(4) },
  { id: 'c', title: '光的折射 refraction', updatedAt: at(3) },
  { id: 'b', title: 'Optics homework', updatedAt: at(2) },
  { id: 'a', title: 'Thermodynamics', updatedAt: at(2) },
]
const idsOf = (search: string, first = 10, after?: string) => {
  const page = searchConversations(all, search, parsePage({ first, after }, 2))
  return { ids: page.nodes.map(({ id }) => id).join(''), ...page }
}

it('finds every word in any case, and everything where none is asked for', () => {
  expect(idsOf('OPTICS').ids).toBe('db')
  expect(idsOf('optics home').ids).toBe('b')
  expect(idsOf('折射').ids).toBe('c')
  expect(idsOf('  ').ids).toBe('dcba')
  expect(idsOf('%').ids).toBe('')
})

it('goes on where the page before ended, also between rows of one instant', () => {
  const first = idsOf('', 3)
  expect(first).toMatchObject({ ids: 'dcb', totalCount: 4, pageInfo: { hasNextPage: true } })
  const second = idsOf('', 3, first.pageInfo.endCursor)
  expect(second).toMatchObject({ ids: 'a', totalCount: 4, pageInfo: { hasNextPage: false } })
})
