import { describe, expect, it } from 'vitest'
import { countActions, type KnownMember, type KnownPerson, type PlannedRow, planRoster } from './plan-roster.js'

const line = (username: string, fields: object = {}) => ({
  line: 2,
  username,
  displayName: null,
  section: null,
  ...fields,
})
const person = (username: string, fields: Partial<KnownPerson> = {}): KnownPerson => ({
  id: `id-${username}`,
  username,
  displayName: null,
  role: 'student',
  state: 'active',
  hasPassword: true,
  isConnected: false,
  isBareRegistration: false,
  ...fields,
})
const member = (of: KnownPerson, fields: Partial<KnownMember> = {}) => ({
  userId: of.id,
  role: 'student' as const,
  section: null,
  hasLeft: false,
  person: of,
  ...fields,
})
const planOne = (known: KnownPerson | undefined, membership?: Partial<KnownMember>, fields: object = {}) => {
  const people = known === undefined ? [] : [known]
  const members = known !== undefined && membership !== undefined ? [member(known, membership)] : []
  const [row] = planRoster(
    { type: 'read', lines: [line('a', fields)], faults: [] },
    { people, members },
    { removeMissing: false },
  )
  return row as PlannedRow
}

describe('what a roster does', () => {
  it('makes accounts for the unknown, with a code', () =>
    expect(planOne(undefined)).toMatchObject({ action: 'create', needsCode: true, userId: undefined }))

  it('lets known students join, with a code only where they never chose a password', () => {
    expect(planOne(person('a'))).toMatchObject({ action: 'join', needsCode: false, userId: 'id-a' })
    expect(planOne(person('a', { hasPassword: false }))).toMatchObject({ action: 'join', needsCode: true })
    expect(planOne(person('a'), { hasLeft: true })).toMatchObject({ action: 'join' })
  })

  it('takes an account that somebody registered without proof, and no other pending one', () => {
    const pending = person('a', { state: 'pending', isBareRegistration: true })
    expect(planOne(pending)).toMatchObject({ action: 'activate', needsCode: true })
    expect(planOne({ ...pending, isBareRegistration: false })).toMatchObject({ action: 'refuse' })
  })

  it('gives no code to whom the organisation vouches for: it would open his account to whoever holds it', () => {
    const connected = person('a', { hasPassword: false, isConnected: true })
    expect(planOne(connected)).toMatchObject({ action: 'join', needsCode: false })
    expect(planOne({ ...connected, state: 'pending' })).toMatchObject({ action: 'activate', needsCode: false })
  })

  it('does nothing the second time', () => {
    expect(
      planOne(person('a', { displayName: '张三' }), { section: '一班' }, { displayName: '张三', section: '一班' }),
    ).toMatchObject({ action: 'none' })
    expect(planOne(person('a'), {})).toMatchObject({ action: 'none' })
  })

  it('updates a section, fills in a name, and overwrites no name', () => {
    expect(planOne(person('a'), { section: '一班' }, { section: '二班' })).toMatchObject({ action: 'update' })
    expect(planOne(person('a'), {}, { displayName: '张三' })).toMatchObject({ action: 'update' })
    expect(planOne(person('a', { displayName: '小张' }), {}, { displayName: '张三' })).toMatchObject({ action: 'none' })
  })

  it.each([
    ['a disabled account', person('a', { state: 'disabled' }), undefined],
    ['an admin', person('a', { role: 'admin' }), undefined],
    ['an assistant of the course', person('a'), { role: 'assistant' as const }],
  ])('refuses %s', (_, known, membership) =>
    expect(planOne(known, membership)).toMatchObject({ action: 'refuse', problem: { code: 'CONFLICT' } }),
  )

  it('takes off who is missing, where that is asked for: students who are still there', () => {
    const [here, gone, left, assistant, mistyped] = ['here', 'gone', 'left', 'helper', 'typo'].map((name) =>
      person(name),
    )
    if (!here || !gone || !left || !assistant || !mistyped) throw new Error('five people')
    const members = [
      member(here),
      member(gone),
      member(left, { hasLeft: true }),
      member(assistant, { role: 'assistant' }),
      member(mistyped),
    ]
    const faults = [{ line: 3, username: 'typo', problem: { code: 'BAD_USER_INPUT', text: 'tooLong' } as const }]
    const roster = { type: 'read', lines: [line('here')], faults } as const
    const plan = (removeMissing: boolean) =>
      planRoster(
        { ...roster, lines: [...roster.lines], faults: [...faults] },
        { people: [here], members },
        { removeMissing },
      )
    expect(plan(true).map(({ username, action }) => [username, action])).toEqual([
      ['here', 'none'],
      ['typo', 'refuse'],
      ['gone', 'leave'],
    ])
    expect(countActions(plan(false))).toMatchObject({ none: 1, refuse: 1, leave: 0 })
  })
})
