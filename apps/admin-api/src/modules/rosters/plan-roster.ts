import type { ProblemDraft } from '../../graphql/problem.js'
import type { Role, UserState } from '../../identity/permissions.js'
import type { CourseRole } from '../courses/courses.types.js'
import type { ParsedRoster, RosterFault, RosterLine } from './parse-roster.js'

/** What an import does about one person. */
export const ROSTER_ACTIONS = ['create', 'activate', 'join', 'update', 'none', 'leave', 'refuse'] as const
export type RosterAction = (typeof ROSTER_ACTIONS)[number]

/** What is known of somebody before the import. */
export interface KnownPerson {
  id: string
  username: string
  displayName: string | null
  role: Role
  state: UserState
  /** He has chosen a password: he needs no code. */
  hasPassword: boolean
  /** He logged in by the organisation's provider: he needs no code either, and none may open his account. */
  isConnected: boolean
  /** Pending and nothing else: whoever registered it proved nothing. */
  isBareRegistration: boolean
}

export interface KnownMember {
  userId: string
  role: CourseRole
  section: string | null
  hasLeft: boolean
}

export interface PlannedRow {
  /** Null: not in the file. */
  line: number | null
  username: string
  displayName: string | null
  section: string | null
  action: RosterAction
  /** Absent for somebody new. */
  userId: string | undefined
  /** Gets a code to set his first password with. */
  needsCode: boolean
  problem: ProblemDraft | undefined
}

/**
 * The file beside what there is → what to do, in the order of the file; who is missing in it comes last.
 * @param removeMissing students of the course who are not in the file leave it; else nothing is done about them
 */
export function planRoster(
  { lines, faults }: Extract<ParsedRoster, { type: 'read' }>,
  known: { people: readonly KnownPerson[]; members: readonly (KnownMember & { person: KnownPerson })[] },
  { removeMissing }: { removeMissing: boolean },
): PlannedRow[] {
  const peopleByName = new Map(known.people.map((person) => [person.username, person]))
  const membersById = new Map(known.members.map((member) => [member.userId, member]))
  const rows = lines.map((line) => {
    const person = peopleByName.get(line.username)
    return planLine(line, person, person && membersById.get(person.id))
  })
  const inFile = new Set([...lines, ...faults].map(({ username }) => username))
  const missing = known.members
    .filter(
      ({ person, role, hasLeft }) => removeMissing && role === 'student' && !hasLeft && !inFile.has(person.username),
    )
    .map(({ person, section }) => leaving(person, section))
  const inOrder = [...rows, ...faults.map(refused)].toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
  return [...inOrder, ...missing]
}

function planLine(line: RosterLine, person: KnownPerson | undefined, member: KnownMember | undefined): PlannedRow {
  const row = { ...line, userId: person?.id, problem: undefined }
  if (person === undefined) return { ...row, action: 'create', needsCode: true }
  const fault = faultOf(person, member)
  if (fault !== undefined)
    return { ...row, action: 'refuse', needsCode: false, problem: { code: 'CONFLICT', text: fault } }
  if (person.state === 'pending') return { ...row, action: 'activate', needsCode: !person.isConnected }
  const needsCode = !person.hasPassword && !person.isConnected
  if (member === undefined || member.hasLeft) return { ...row, action: 'join', needsCode }
  return { ...row, action: differs(line, person, member) ? 'update' : 'none', needsCode }
}

/** A roster makes students of nobody else: staff are put into courses by name. */
function faultOf(person: KnownPerson, member: KnownMember | undefined): ProblemDraft['text'] | undefined {
  if (person.state === 'disabled') return 'accountDisabled'
  if (person.role !== 'student') return 'rosterStaff'
  if (person.state === 'pending' && !person.isBareRegistration && !person.isConnected) return 'rosterPending'
  return member?.role === 'assistant' && !member.hasLeft ? 'rosterAssistant' : undefined
}

/** A name or section that the file leaves out stays. A person keeps the name that he has: he may have chosen it. */
const differs = (line: RosterLine, person: KnownPerson, member: KnownMember): boolean =>
  (line.section !== null && line.section !== member.section) ||
  (line.displayName !== null && person.displayName === null)

const refused = ({ line, username, problem }: RosterFault): PlannedRow => ({
  line,
  username,
  displayName: null,
  section: null,
  action: 'refuse',
  userId: undefined,
  needsCode: false,
  problem,
})

const leaving = (person: KnownPerson, section: string | null): PlannedRow => ({
  line: null,
  username: person.username,
  displayName: person.displayName,
  section,
  action: 'leave',
  userId: person.id,
  needsCode: false,
  problem: undefined,
})

/** How many rows of each kind. */
export function countActions(rows: readonly { action: RosterAction }[]): Record<RosterAction, number> {
  const counts = Object.fromEntries(ROSTER_ACTIONS.map((action) => [action, 0])) as Record<RosterAction, number>
  for (const { action } of rows) counts[action]++
  return counts
}
