import { describe, expect, it } from 'vitest'
import {
  changedAddress,
  choiceOf,
  hiddenOf,
  idOf,
  nextPageOf,
  pageArgsOf,
  previousPageOf,
  textOf,
  toggledColumn,
} from './table-address'

describe('the address of a table', () => {
  it('pages forth and back, keeping filters', () => {
    const second = nextPageOf({ search: 'li' }, 'c1')
    expect(second).toBe('?search=li&after=c1')
    expect(nextPageOf({ search: 'li', after: 'c1' }, 'c2')).toBe('?search=li&after=c1&after=c2')
    expect(pageArgsOf({ after: ['c1', 'c2'] })).toEqual({ first: 50, after: 'c2' })
    expect(previousPageOf({ search: 'li', after: ['c1', 'c2'] })).toBe('?search=li&after=c1')
    expect(previousPageOf({ after: 'c1' })).toBe('?')
    expect(previousPageOf({})).toBeUndefined()
  })

  it('begins anew when something changes', () => {
    expect(changedAddress({ search: 'li', after: ['c1'] }, { sort: 'NAME' })).toBe('?search=li&sort=NAME')
  })

  it('hides columns and shows them again, on the page where one is', () => {
    expect([hiddenOf({}), hiddenOf({ hide: 'role' }), hiddenOf({ hide: ['role', 'group'] })]).toEqual([
      ...[[], ['role'], ['role', 'group']],
    ])
    expect(toggledColumn({ after: 'c1' }, 'role')).toBe('?after=c1&hide=role')
    expect(toggledColumn({ after: 'c1', hide: ['role', 'group'] }, 'role')).toBe('?after=c1&hide=group')
    expect(toggledColumn({ hide: 'role' }, 'role')).toBe('?')
  })

  it('takes only what is allowed', () => {
    expect(choiceOf({ role: 'ROOT; DROP' }, 'role', ['ROOT'])).toBeUndefined()
    expect(choiceOf({ role: ['X', 'ROOT'] }, 'role', ['ROOT'])).toBe('ROOT')
    expect(textOf({ search: '  li ' }, 'search')).toBe('li')
    expect(idOf({ group: ' 0190A0B0-0000-7000-8000-00000000000A ' }, 'group')).toBe(
      '0190a0b0-0000-7000-8000-00000000000a',
    )
    expect(idOf({ group: "' OR 1=1" }, 'group')).toBeUndefined()
  })
})
