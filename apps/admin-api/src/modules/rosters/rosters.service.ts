import { createHash, randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { decodeText } from '../../csv/decode-text.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { MAX_AMOUNT_NANOS, nameField } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, failed, ok, type ProblemDraft, problemsOf, type Result } from '../../graphql/problem.js'
import { assertMaySee } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { type IssuedCode, OneTimeCodesService } from '../../identity/one-time-codes/one-time-codes.service.js'
import type { Action } from '../../identity/permissions.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { type CourseRow, CoursesRepository } from '../courses/courses.repository.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { SettingsRepository } from '../settings/settings.repository.js'
import { type ParsedRoster, parseRoster } from './parse-roster.js'
import { countActions, type PlannedRow, planRoster, type RosterAction } from './plan-roster.js'
import { RosterGrantsJob } from './roster-grants.job.js'
import type { ImportRosterInput, PreviewRosterInput } from './rosters.inputs.js'
import { type ReportRow, type RosterImportRow, RostersRepository } from './rosters.repository.js'

const MAX_FILE_BYTES = 2_000_000
const grantSchema = z
  .object({
    amount: z.bigint().min(1n, 'mustBePositive').max(MAX_AMOUNT_NANOS, 'tooLarge'),
    label: nameField(100),
    expiresAt: z
      .date()
      .refine((date) => date > new Date(), 'expiryInPast')
      .nullish(),
  })
  .nullish()

export interface RosterPreview {
  encoding: 'utf-8' | 'gb18030'
  /** Names file, course and what would be done: an import is refused where it has changed. */
  token: string
  rows: PlannedRow[]
  counts: Record<RosterAction, number>
}

export interface ImportedRoster {
  import: RosterImportRow
  codes: (IssuedCode & { username: string })[]
}

/** The list of a course's students as the registry keeps it, brought into the installation. */
@Injectable()
export class RostersService {
  constructor(
    private readonly database: Database,
    private readonly rosters: RostersRepository,
    private readonly courses: CoursesRepository,
    private readonly groups: GroupsRepository,
    private readonly settings: SettingsRepository,
    private readonly oneTimeCodes: OneTimeCodesService,
    private readonly grants: RosterGrantsJob,
    private readonly audit: AuditRepository,
  ) {}

  /** What an import would do; nothing is changed. */
  async preview(caller: Caller, input: PreviewRosterInput): Promise<Result<RosterPreview>> {
    const course = await this.#course(caller, input.courseId, 'course:manage-roster')
    const read = await this.#read(input.file)
    if (read.type === 'failed') return read
    return ok(await this.#plan(this.database.client, course, read.value, input))
  }

  /**
   * Accounts, memberships and codes in one transaction, or nothing; then the grants, some hundreds at a time, by a job that a
   * crash does not end. Importing the same again changes nothing, and credits nobody twice.
   */
  async import(caller: Caller, input: ImportRosterInput): Promise<Result<ImportedRoster>> {
    const course = await this.#course(caller, input.courseId, 'course:manage-roster')
    if (course.endedAt !== null) return failed([{ code: 'EXPIRED', text: 'courseOver' }])
    const grant = grantSchema.safeParse(input.grant)
    if (!grant.success) return failed(problemsOf(grant.error, ['grant']))
    if (grant.data != null && course.poolAccountId === null) return failed([badInput('courseNoPool', ['grant'])])
    const read = await this.#read(input.file)
    if (read.type === 'failed') return read
    const result = await this.database.attempt(async (tx) => {
      await this.courses.lock(tx, course.id)
      if (await this.rosters.hasRunning(tx, course.id)) return refuse({ code: 'CONFLICT', text: 'rosterRunning' })
      const preview = await this.#plan(tx, course, read.value, input)
      if (preview.token !== input.previewToken) return refuse({ code: 'CONFLICT', text: 'rosterChanged' })
      if (preview.counts.refuse > 0 && !input.skipFaults)
        return refuse(badInput('rosterHasFaults', ['file'], { count: preview.counts.refuse }))
      return this.#apply(tx, caller, course, { input, read: read.value, preview, grant: grant.data ?? null })
    })
    if (result.type === 'ok' && result.value.import.state === 'running') this.grants.nudge()
    return result
  }

  async getImport(caller: Caller, id: string): Promise<RosterImportRow> {
    assertMaySee(caller, 'course:list', {}) // a visitor learns nothing of what is there
    const found = await this.rosters.findImport(parseId(id))
    if (found === undefined) throw new ApiError('NOT_FOUND')
    await this.#course(caller, found.courseId, 'course:read-roster')
    return found
  }

  async listImports(
    caller: Caller,
    args: { courseId: string; first: number; after?: string | undefined },
  ): Promise<Page<RosterImportRow>> {
    const course = await this.#course(caller, args.courseId, 'course:read-roster')
    const request = parsePage(args, 2)
    const found = await this.rosters.listImports(course.id, request)
    return toPage({ ...found, first: request.first, cursorOf: (row) => [row.createdAt.toISOString(), row.id] })
  }

  /** Of a course that the caller may not see there is none. */
  async #course(caller: Caller, id: string, action: Action): Promise<CourseRow> {
    const course = await this.courses.find(parseId(id))
    const isAssistant =
      course !== undefined &&
      caller.actor !== undefined &&
      (await this.courses.isAssistant(course.id, caller.actor.userId))
    assertMaySee(caller, action, { isAssistant })
    if (course === undefined) throw new ApiError('NOT_FOUND')
    return course
  }

  async #read(file: string): Promise<Result<ReadRoster>> {
    const bytes = Buffer.from(file, 'base64')
    if (bytes.length > MAX_FILE_BYTES) return failed([badInput('tooLarge', ['file'])])
    const decoded = decodeText(bytes)
    if (decoded === undefined) return failed([badInput('rosterEncoding', ['file'])])
    const { usernamePattern } = await this.settings.get()
    const parsed = parseRoster(decoded.text, usernamePattern)
    if (parsed.type === 'unreadable') return failed([parsed.problem])
    return ok({ encoding: decoded.encoding, hash: createHash('sha256').update(bytes).digest('hex'), parsed })
  }

  async #plan(
    tx: Tx,
    course: CourseRow,
    { encoding, hash, parsed }: ReadRoster,
    { removeMissing }: { removeMissing?: boolean | null },
  ): Promise<RosterPreview> {
    const [people, members] = [
      await this.rosters.findPeople(
        tx,
        parsed.lines.map(({ username }) => username),
      ),
      await this.rosters.findMembers(tx, course.id),
    ]
    const rows = planRoster(parsed, { people, members }, { removeMissing: removeMissing === true })
    const token = createHash('sha256')
      .update(JSON.stringify([course.id, hash, rows.map(({ username, action }) => [username, action])]))
      .digest('hex')
    return { encoding, token, rows, counts: countActions(rows) }
  }

  async #apply(
    tx: Tx,
    caller: Caller,
    course: CourseRow,
    work: {
      input: ImportRosterInput
      read: ReadRoster
      preview: RosterPreview
      grant: z.infer<typeof grantSchema> | null
    },
  ): Promise<ImportedRoster> {
    const { input, read, preview, grant } = work
    const rows = preview.rows.map((row) => ({ ...row, userId: row.userId ?? randomUUID() }))
    const of = (...actions: readonly RosterAction[]) => rows.filter(({ action }) => actions.includes(action))
    const standard = await this.groups.getDefault(tx)
    await this.rosters.insertPeople(tx, of('create').map(toPerson), standard.id)
    const activated = of('activate').map(({ userId }) => userId)
    await this.rosters.activate(tx, activated)
    await this.rosters.nameTheNameless(tx, of('activate', 'join', 'update').map(toPerson))
    await this.rosters.putMembers(tx, course.id, of('create', 'activate', 'join', 'update'))
    const left = of('leave').map(({ userId }) => userId)
    await this.rosters.removeMembers(tx, course.id, left)
    const needy = rows.filter(({ needsCode }) => needsCode)
    const codes = await this.oneTimeCodes.issueManyIn(
      tx,
      caller,
      needy.map(({ userId }) => userId),
    )
    const toGrant = grant === null ? [] : of('create', 'activate', 'join', 'update', 'none')
    const imported = await this.rosters.insertImport(tx, {
      id: randomUUID(),
      courseId: course.id,
      actorUserId: caller.actor?.userId ?? course.id,
      fileName: input.fileName?.slice(0, 200) ?? null,
      fileHash: read.hash,
      state: toGrant.length > 0 ? 'running' : 'done',
      grantNanos: grant?.amount ?? null,
      grantLabel: grant?.label ?? null,
      grantExpiresAt: grant?.expiresAt ?? null,
      rowCount: toGrant.length,
      report: rows.map(toReportRow),
    })
    await this.audit.record(tx, caller, {
      action: 'course:import-roster',
      targetKind: 'course',
      targetId: course.id,
      after: {
        importId: imported.id,
        fileName: imported.fileName,
        fileHash: read.hash,
        ...preview.counts,
        grant: grant?.amount ?? null,
        label: grant?.label ?? null,
      },
    })
    return { import: imported, codes: needy.map(({ username, userId }) => ({ username, ...codeOf(codes, userId) })) }
  }
}

interface ReadRoster {
  encoding: 'utf-8' | 'gb18030'
  /** SHA-256 of the file in hex. */
  hash: string
  parsed: Extract<ParsedRoster, { type: 'read' }>
}

const toPerson = ({ userId, username, displayName }: PlannedRow & { userId: string }) => ({
  id: userId,
  username,
  displayName,
})

function codeOf(codes: ReadonlyMap<string, IssuedCode>, userId: string): IssuedCode {
  const code = codes.get(userId)
  if (code === undefined) throw new Error('a code was not made')
  return code
}

const toReportRow = ({ problem, needsCode: _, ...row }: PlannedRow & { userId: string }): ReportRow => ({
  ...row,
  userId: row.action === 'refuse' ? null : row.userId,
  problem: problem === undefined ? null : toReportProblem(problem),
  grant: null,
})

const toReportProblem = ({ code, text, values }: ProblemDraft) => ({
  code,
  text,
  ...(values && { values: { ...values } }),
})
