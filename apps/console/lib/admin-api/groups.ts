import { graphql } from '@/gql'
import type { CreateGroupInput, GroupsQuery, UpdateGroupInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const groupsDocument = graphql(`
  query Groups($first: Int, $after: String) {
    groups(first: $first, after: $after) {
      nodes { id name description ratio isDefault recordingEnabled recordingTextVersion recordingText version }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const createGroupDocument = graphql(`
  mutation CreateGroup($input: CreateGroupInput!) {
    createGroup(input: $input) { group { id } problems { code message path } }
  }
`)
const updateGroupDocument = graphql(`
  mutation UpdateGroup($input: UpdateGroupInput!) {
    updateGroup(input: $input) { group { id } problems { code message path } }
  }
`)
const deleteGroupDocument = graphql(`
  mutation DeleteGroup($id: ID!, $version: Int!) {
    deleteGroup(id: $id, version: $version) { group { id } problems { code message path } }
  }
`)

export type GroupRow = GroupsQuery['groups']['nodes'][number]

const MOST_CHOICES = 100

/** To choose from. */
export const listGroups = async (): Promise<readonly GroupRow[]> =>
  (await listGroupPage({ first: MOST_CHOICES, after: null })).rows

export const listGroupPage = async (page: PageArgs): Promise<PageOf<GroupRow>> =>
  toPage((await query(groupsDocument, page)).groups)

export async function createGroup(input: CreateGroupInput): Promise<ActionResult> {
  return resultOf((await execute(createGroupDocument, { input })).createGroup.problems, null)
}

export async function updateGroup(input: UpdateGroupInput): Promise<ActionResult> {
  return resultOf((await execute(updateGroupDocument, { input })).updateGroup.problems, null)
}

export async function deleteGroup(id: string, version: number): Promise<ActionResult> {
  return resultOf((await execute(deleteGroupDocument, { id, version })).deleteGroup.problems, null)
}
