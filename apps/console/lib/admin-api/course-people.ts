import { graphql } from '@/gql'
import type {
  CourseMemberFilter,
  CourseMembersQuery,
  CourseQuery,
  GrantCourseMembersInput,
  ImportRosterInput,
  PreviewRosterInput,
  PreviewRosterMutation,
  RosterImportQuery,
} from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'
import type { OneTimeCode } from './sign-in'

const courseDocument = graphql(`
  query Course($id: ID!) {
    course(id: $id) {
      id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt myRole version
    }
  }
`)
const poolDocument = graphql(`
  query CoursePool($id: ID!) { pool(id: $id) { id name state account { balance held available } } }
`)
const membersDocument = graphql(`
  query CourseMembers($courseId: ID!, $first: Int, $after: String, $filter: CourseMemberFilter) {
    courseMembers(courseId: $courseId, first: $first, after: $after, filter: $filter) {
      nodes { userId username displayName state role section granted spent isNew codeExpiresAt joinedAt leftAt }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const grantDocument = graphql(`
  mutation GrantCourseMembers($input: GrantCourseMembersInput!) {
    grantCourseMembers(input: $input) {
      outcomes { userId isGranted problem { code message path } } problems { code message path }
    }
  }
`)
const removeDocument = graphql(`
  mutation RemoveCourseMembers($input: RemoveCourseMembersInput!) {
    removeCourseMembers(input: $input) { count problems { code message path } }
  }
`)
const codeDocument = graphql(`
  mutation CreateCourseMemberCode($courseId: ID!, $userId: ID!) {
    createCourseMemberCode(courseId: $courseId, userId: $userId) { code expiresAt problems { code message path } }
  }
`)
const rotateDocument = graphql(`
  mutation RotateJoinCode($input: RotateJoinCodeInput!) {
    rotateJoinCode(input: $input) { course { id } problems { code message path } }
  }
`)
const endDocument = graphql(`
  mutation EndCourses($courseIds: [ID!]!) { endCourses(courseIds: $courseIds) { courseIds problems { code message path } } }
`)
const previewDocument = graphql(`
  mutation PreviewRoster($input: PreviewRosterInput!) {
    previewRoster(input: $input) {
      encoding token
      counts { create activate join update none leave refuse }
      rows { line username displayName section action problem { code message path } }
      problems { code message path }
    }
  }
`)
const importDocument = graphql(`
  mutation ImportRoster($input: ImportRosterInput!) {
    importRoster(input: $input) {
      import { id state rowCount doneCount } codes { username code expiresAt } problems { code message path }
    }
  }
`)
const followDocument = graphql(`
  query RosterImport($id: ID!) {
    rosterImport(id: $id) { id state rowCount doneCount rows { username grant problem { code message path } } }
  }
`)

export type CourseDetail = CourseQuery['course']
export type CourseMemberRow = CourseMembersQuery['courseMembers']['nodes'][number]
export type RosterPreview = PreviewRosterMutation['previewRoster']
export type FollowedImport = RosterImportQuery['rosterImport']

export const getCourse = async (id: string): Promise<CourseDetail> => (await query(courseDocument, { id })).course

export const getCoursePool = async (id: string) => (await query(poolDocument, { id })).pool

export async function listMembers(
  courseId: string,
  page: PageArgs,
  filter: CourseMemberFilter,
): Promise<PageOf<CourseMemberRow>> {
  return toPage((await query(membersDocument, { courseId, ...page, filter })).courseMembers)
}

/** Refused where nobody got anything for a reason that all share; else how many did, and why others did not. */
export async function grantMembers(
  input: GrantCourseMembersInput,
): Promise<ActionResult<{ granted: number; refusals: string[] }>> {
  const { outcomes, problems } = (await execute(grantDocument, { input })).grantCourseMembers
  const refused = (outcomes ?? []).flatMap(({ problem }) => problem ?? [])
  if (outcomes?.length === 1 && refused.length === 1) return resultOf(refused, { granted: 0, refusals: [] })
  return resultOf(problems, {
    granted: (outcomes ?? []).filter(({ isGranted }) => isGranted).length,
    refusals: [...new Set(refused.map(({ message }) => message))],
  })
}

export async function removeMembers(courseId: string, userIds: string[]): Promise<ActionResult> {
  return resultOf((await execute(removeDocument, { input: { courseId, userIds } })).removeCourseMembers.problems, null)
}

export async function createMemberCode(courseId: string, userId: string): Promise<ActionResult<OneTimeCode>> {
  const { code, expiresAt, problems } = (await execute(codeDocument, { courseId, userId })).createCourseMemberCode
  return resultOf(problems, { code: code ?? '', expiresAt: expiresAt ?? '' })
}

export async function rotateJoinCode(courseId: string, version: number): Promise<ActionResult> {
  return resultOf((await execute(rotateDocument, { input: { courseId, version } })).rotateJoinCode.problems, null)
}

export async function endCourses(courseIds: string[]): Promise<ActionResult> {
  return resultOf((await execute(endDocument, { courseIds })).endCourses.problems, null)
}

export async function previewRoster(input: PreviewRosterInput): Promise<ActionResult<RosterPreview>> {
  const preview = (await execute(previewDocument, { input })).previewRoster
  return resultOf(preview.problems, preview)
}

export interface ImportedRoster {
  id: string
  isRunning: boolean
  rowCount: number
  codes: readonly { username: string; code: string; expiresAt: string }[]
}

export async function importRoster(input: ImportRosterInput): Promise<ActionResult<ImportedRoster>> {
  const { import: made, codes, problems } = (await execute(importDocument, { input })).importRoster
  return resultOf(problems, {
    id: made?.id ?? '',
    isRunning: made?.state === 'RUNNING',
    rowCount: made?.rowCount ?? 0,
    codes: codes ?? [],
  })
}

/** Asked by a form while grants go on. @throws AdminApiError */
export const followImport = async (id: string): Promise<FollowedImport> =>
  (await execute(followDocument, { id })).rosterImport
