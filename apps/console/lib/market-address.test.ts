import { expect, it } from 'vitest'
import { marketQuestionOf } from './market-address'

const GROUP = '019f0000-0000-7000-8000-000000000001'

it('asks for usable models by name unless told otherwise', () => {
  expect(marketQuestionOf({})).toEqual({
    filter: { usable: true, search: null, provider: null, abilities: null, groupId: null },
    ...{ sort: { field: 'NAME', direction: 'ASC' }, groupId: null },
  })
})

it('reads search, filters and order, and nothing that cannot be', () => {
  const parameters = {
    search: ' qwen ',
    provider: 'Qwen',
    ability: 'vision',
    group: GROUP,
    sort: 'longest',
    scope: 'all',
  }
  expect(marketQuestionOf(parameters)).toEqual({
    filter: { search: 'qwen', provider: 'Qwen', abilities: ['vision'], groupId: GROUP },
    ...{ sort: { field: 'CONTEXT', direction: 'DESC' }, groupId: GROUP },
  })
  expect(marketQuestionOf({ ability: 'flying', group: 'x', sort: 'y' })).toEqual(marketQuestionOf({}))
})
