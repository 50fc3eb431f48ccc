import { z } from 'zod'
import type { Role } from '../permissions.js'

const MAX_ENTRIES = 1_000
const MAX_NAMES = 100
const name = z.string().trim().min(1).max(128)
const names = z.array(name).max(MAX_NAMES).default([])

/** What one value of the claim stands for. Root is made by root alone, never by somebody else's directory. */
const entrySchema = z
  .strictObject({ role: z.enum(['student', 'finance', 'admin']).optional(), groups: names, courses: names })
  .refine(({ role, groups, courses }) => role !== undefined || groups.length > 0 || courses.length > 0, {
    message: 'names no role, group or course',
  })

export const groupMapSchema = z
  .record(z.string().min(1).max(256), entrySchema)
  .refine((map) => Object.keys(map).length <= MAX_ENTRIES, { message: `has more than ${MAX_ENTRIES} values` })

/** Value of the claim → what whoever has it gets: `{"teachers": {"role": "finance", "groups": ["vip"]}}`. */
export type GroupMap = z.infer<typeof groupMapSchema>

/** What somebody has, groups and courses (as a student) by name. */
export interface Held {
  role: Role
  groups: readonly string[]
  courses: readonly string[]
}

/** What a log-in changes of it; empty lists and no role: nothing. */
export interface MappingPlan {
  role: Role | undefined
  addGroups: string[]
  removeGroups: string[]
  addCourses: string[]
  removeCourses: string[]
}

const RANK: Record<Role, number> = { student: 0, finance: 1, admin: 2, root: 3 }

/** Whether the map speaks of somebody with these values at all. */
export const isMapped = (map: GroupMap, values: readonly string[]): boolean => matching(map, values).length > 0

/**
 * The map governs exactly the roles, groups and courses that it names: these come and go with the values of the claim,
 * all others stay as an admin set them. A root stays root.
 * @param values of the claim; a provider that tells none tells an empty list
 */
export function planMapping(map: GroupMap, values: readonly string[], held: Held): MappingPlan {
  const wanted = matching(map, values)
  const all = Object.values(map)
  const groups = difference(all, wanted, held.groups, (entry) => entry.groups)
  const courses = difference(all, wanted, held.courses, (entry) => entry.courses)
  return {
    role: roleFor(all, wanted, held.role),
    addGroups: groups.add,
    removeGroups: groups.remove,
    addCourses: courses.add,
    removeCourses: courses.remove,
  }
}

type Entry = GroupMap[string]

const matching = (map: GroupMap, values: readonly string[]): Entry[] =>
  [...new Set(values)].flatMap((value) => (Object.hasOwn(map, value) ? (map[value] ?? []) : []))

function difference(
  all: readonly Entry[],
  wanted: readonly Entry[],
  held: readonly string[],
  namesOf: (entry: Entry) => readonly string[],
): { add: string[]; remove: string[] } {
  const governed = new Set(all.flatMap(namesOf))
  const due = new Set(wanted.flatMap(namesOf))
  return {
    add: [...due].filter((each) => !held.includes(each)),
    remove: held.filter((each) => governed.has(each) && !due.has(each)),
  }
}

/** The highest role that the values stand for; a higher one that the map does not speak of stays. */
function roleFor(all: readonly Entry[], wanted: readonly Entry[], held: Role): Role | undefined {
  if (held === 'root') return undefined
  const isGoverned = all.some(({ role }) => role === held)
  const roles = wanted.flatMap(({ role }) => role ?? [])
  const due = roles.toSorted((a, b) => RANK[b] - RANK[a])[0]
  const next = due ?? 'student'
  const isHigher = RANK[next] > RANK[held]
  return next !== held && (isHigher || isGoverned) ? next : undefined
}
