import { type CsvRecord, parseCsv, unguard } from '../../csv/csv.js'
import { isStorable } from '../../graphql/fields.js'
import type { ProblemDraft } from '../../graphql/problem.js'

/** A line of a roster that can be read; its text is checked, its person is not. */
export interface RosterLine {
  /** Line of the file, from 1. */
  line: number
  username: string
  displayName: string | null
  section: string | null
}

export interface RosterFault {
  line: number
  /** As it stands in the file, shortened. */
  username: string
  problem: ProblemDraft
}

export type ParsedRoster =
  | { type: 'read'; lines: RosterLine[]; faults: RosterFault[] }
  | { type: 'unreadable'; problem: ProblemDraft }

export const MAX_ROSTER_LINES = 20_000
const MAX_NAME_LENGTH = 64
const MAX_SHOWN = 64
/** A cell that a spreadsheet would calculate: nobody is called so, and the next export would run it. */
const FORMULA = /^[=+\-@\t\r]/

type Column = 'username' | 'displayName' | 'section'
/** What the columns are called in the files of registries. */
const COLUMN_NAMES: Readonly<Record<string, Column>> = {
  学号: 'username',
  学工号: 'username',
  工号: 'username',
  用户名: 'username',
  username: 'username',
  user: 'username',
  'student id': 'username',
  studentid: 'username',
  student_id: 'username',
  id: 'username',
  姓名: 'displayName',
  名字: 'displayName',
  name: 'displayName',
  'display name': 'displayName',
  displayname: 'displayName',
  display_name: 'displayName',
  班级: 'section',
  教学班: 'section',
  分组: 'section',
  section: 'section',
  class: 'section',
  group: 'section',
}

/**
 * A roster as CSV: the first line names the columns, in Chinese or English, of which one is the student ID; other columns
 * are none of our business. A file without a header that holds one ID a line is read as well.
 * @param usernamePattern what the installation asks of student IDs
 */
export function parseRoster(text: string, usernamePattern: string): ParsedRoster {
  const parsed = parseCsv(text)
  if (parsed.type === 'unclosed') return unreadable('csvUnclosed', { line: parsed.line })
  const [head, ...body] = parsed.records
  if (head === undefined) return unreadable('importEmpty')
  const pattern = new RegExp(usernamePattern)
  const isBareList = head.cells.length === 1 && pattern.test(normal(head.cells[0] ?? ''))
  const columns: readonly (Column | undefined)[] = isBareList ? ['username'] : head.cells.map(columnOf)
  if (!columns.includes('username')) return unreadable('rosterNoId')
  const twice = columns.find((column, at) => column !== undefined && columns.indexOf(column) !== at)
  if (twice !== undefined) return unreadable('csvColumnTwice', { column: head.cells[columns.lastIndexOf(twice)] ?? '' })
  const records = isBareList ? parsed.records : body
  if (records.length === 0) return unreadable('importEmpty')
  if (records.length > MAX_ROSTER_LINES) return unreadable('importTooLarge', { max: MAX_ROSTER_LINES })
  return readLines(records, columns, pattern)
}

function readLines(
  records: readonly CsvRecord[],
  columns: readonly (Column | undefined)[],
  pattern: RegExp,
): ParsedRoster {
  const lines: RosterLine[] = []
  const faults: RosterFault[] = []
  const firstLineOf = new Map<string, number>()
  for (const { line, cells } of records) {
    const cell = (column: Column): string => unguard(cells[columns.indexOf(column)] ?? '').trim()
    const username = normal(cell('username'))
    const [displayName, section] = [cell('displayName'), cell('section')]
    const problem = faultOf({
      cells,
      columns,
      username,
      displayName,
      section,
      pattern,
      first: firstLineOf.get(username),
    })
    if (problem !== undefined) {
      faults.push({ line, username: username.slice(0, MAX_SHOWN), problem })
      continue
    }
    firstLineOf.set(username, line)
    lines.push({ line, username, displayName: displayName || null, section: section || null })
  }
  return { type: 'read', lines, faults }
}

function faultOf(row: {
  cells: readonly string[]
  columns: readonly unknown[]
  username: string
  displayName: string
  section: string
  pattern: RegExp
  first: number | undefined
}): ProblemDraft | undefined {
  const fault = (text: ProblemDraft['text'], values?: ProblemDraft['values']): ProblemDraft => ({
    code: 'BAD_USER_INPUT',
    text,
    ...(values !== undefined && { values }),
  })
  const { cells, columns, username, displayName, section, pattern, first } = row
  if (cells.length > columns.length) return fault('csvTooManyCells', { count: cells.length, columns: columns.length })
  const texts = [username, displayName, section]
  if (texts.some((text) => !isStorable(text) || /\p{Cc}/u.test(text))) return fault('invalid')
  if (texts.some((text) => FORMULA.test(text))) return fault('rosterFormula')
  if (!pattern.test(username)) return fault('usernamePattern')
  if (displayName.length > MAX_NAME_LENGTH || section.length > MAX_NAME_LENGTH) return fault('tooLong')
  if (first !== undefined) return fault('rosterTwice', { line: first })
  return undefined
}

const normal = (text: string): string => text.trim().normalize('NFKC').toLowerCase()
const columnOf = (name: string): Column | undefined => COLUMN_NAMES[normal(name)]

const unreadable = (text: ProblemDraft['text'], values?: ProblemDraft['values']): ParsedRoster => ({
  type: 'unreadable',
  problem: { code: 'BAD_USER_INPUT', text, path: ['file'], ...(values !== undefined && { values }) },
})
