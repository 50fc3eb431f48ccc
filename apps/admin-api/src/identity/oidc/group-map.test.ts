import { describe, expect, it } from 'vitest'
import { groupMapSchema, type Held, isMapped, planMapping } from './group-map.js'

const map = groupMapSchema.parse({
  staff: { role: 'finance', groups: ['vip'] },
  chiefs: { role: 'admin' },
  'optics-2026': { groups: ['optics'], courses: ['Optics 2026'] },
})
const student = (more: Partial<Held> = {}): Held => ({ role: 'student', groups: [], courses: [], ...more })
const NOTHING = { role: undefined, addGroups: [], removeGroups: [], addCourses: [], removeCourses: [] }

describe('what a log-in changes', () => {
  it('gives what the values stand for, and nothing twice', () => {
    expect(planMapping(map, ['staff', 'optics-2026', 'unknown', 'staff'], student({ groups: ['vip'] }))).toEqual({
      ...NOTHING,
      role: 'finance',
      addGroups: ['optics'],
      addCourses: ['Optics 2026'],
    })
    expect(planMapping(map, ['staff'], student({ role: 'finance', groups: ['vip'] }))).toEqual(NOTHING)
  })

  it('takes what the map governs and leaves what it does not know', () => {
    const held = student({ role: 'finance', groups: ['vip', 'by hand'], courses: ['Optics 2026', 'Mechanics'] })
    expect(planMapping(map, [], held)).toEqual({
      ...NOTHING,
      role: 'student',
      removeGroups: ['vip'],
      removeCourses: ['Optics 2026'],
    })
  })

  it('takes the highest of several roles, up and down', () => {
    expect(planMapping(map, ['staff', 'chiefs'], student()).role).toBe('admin')
    expect(planMapping(map, ['staff'], student({ role: 'admin' })).role).toBe('finance')
  })

  it('leaves a role that the map does not speak of, and roots always', () => {
    const groupsOnly = groupMapSchema.parse({ staff: { role: 'finance' } })
    expect(planMapping(groupsOnly, [], student({ role: 'admin' })).role).toBeUndefined()
    expect(planMapping(groupsOnly, ['staff'], student({ role: 'admin' })).role).toBeUndefined()
    expect(planMapping(map, [], student({ role: 'root' })).role).toBeUndefined()
    expect(planMapping(map, ['staff'], student({ role: 'root' })).role).toBeUndefined()
  })

  it('takes names of members of Object for what they are', () => {
    expect(planMapping(map, ['__proto__', 'constructor', 'toString'], student())).toEqual(NOTHING)
    expect(isMapped(map, ['constructor'])).toBe(false)
    expect(isMapped(map, ['chiefs'])).toBe(true)
  })
})

describe('a map', () => {
  it.each([
    ['root is nobody’s to give', { staff: { role: 'root' } }],
    ['an entry says something', { staff: {} }],
    ['names are known', { staff: { group: ['vip'] } }],
    ['values are texts', { staff: { groups: [7] } }],
    ['it is an object', ['staff']],
  ])('%s', (_, value) => expect(groupMapSchema.safeParse(value).success).toBe(false))
})
