import { graphql } from '@/gql'
import type { CoursesQuery, CreateCourseInput, UpdateCourseInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const coursesDocument = graphql(`
  query Courses($first: Int, $after: String) {
    courses(first: $first, after: $after) {
      nodes {
        id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt version
        recordingEnabled recordingTextVersion recordingText
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const createCourseDocument = graphql(`
  mutation CreateCourse($input: CreateCourseInput!) {
    createCourse(input: $input) { course { id } problems { code message path } }
  }
`)
const updateCourseDocument = graphql(`
  mutation UpdateCourse($input: UpdateCourseInput!) {
    updateCourse(input: $input) { course { id } problems { code message path } }
  }
`)

export type CourseRow = CoursesQuery['courses']['nodes'][number]

export async function listCourses(page: PageArgs): Promise<PageOf<CourseRow>> {
  return toPage((await query(coursesDocument, page)).courses)
}

export async function createCourse(input: CreateCourseInput): Promise<ActionResult> {
  return resultOf((await execute(createCourseDocument, { input })).createCourse.problems, null)
}

export async function updateCourse(input: UpdateCourseInput): Promise<ActionResult> {
  return resultOf((await execute(updateCourseDocument, { input })).updateCourse.problems, null)
}
