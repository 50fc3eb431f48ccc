'use server'
import { revalidatePath } from 'next/cache'
import type { GrantCourseMembersInput, ImportRosterInput, PreviewRosterInput } from '@/gql/graphql'
import { type ActionResult, done } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import {
  createMemberCode,
  endCourses,
  type FollowedImport,
  followImport,
  grantMembers,
  type ImportedRoster,
  importRoster,
  previewRoster,
  type RosterPreview,
  removeMembers,
  rotateJoinCode,
} from '@/lib/admin-api/course-people'
import type { OneTimeCode } from '@/lib/admin-api/sign-in'

async function changing<Value>(courseId: string, change: () => Promise<ActionResult<Value>>) {
  const result = await act(change)
  revalidatePath(`/course/${courseId}`)
  return result
}

export const submitMemberGrants = async (input: GrantCourseMembersInput) =>
  changing(String(input.courseId), () => grantMembers(input))

export const submitRemoval = async (courseId: string, userId: string): Promise<ActionResult> =>
  changing(courseId, () => removeMembers(courseId, [userId]))

export const makeMemberCode = async (courseId: string, userId: string): Promise<ActionResult<OneTimeCode>> =>
  act(() => createMemberCode(courseId, userId))

export const submitNewJoinCode = async (courseId: string, version: number): Promise<ActionResult> =>
  changing(courseId, () => rotateJoinCode(courseId, version))

export const submitEnd = async (courseId: string): Promise<ActionResult> =>
  changing(courseId, () => endCourses([courseId]))

export const lookAtRoster = async (input: PreviewRosterInput): Promise<ActionResult<RosterPreview>> =>
  act(() => previewRoster(input))

export const submitRoster = async (input: ImportRosterInput): Promise<ActionResult<ImportedRoster>> =>
  changing(String(input.courseId), () => importRoster(input))

/** How far the grants are; the page shows them as soon as all have an answer. */
export async function askImport(courseId: string, id: string): Promise<ActionResult<FollowedImport>> {
  const result = await act(async () => done(await followImport(id)))
  if (result.type === 'done' && result.value.state !== 'RUNNING') revalidatePath(`/course/${courseId}`)
  return result
}
