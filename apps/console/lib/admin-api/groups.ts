import { graphql } from '@/gql'
import type { CreateGroupInput, GroupsQuery, UpdateGroupInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

const groupsDocument = graphql(`
  query Groups {
    groups(first: 100) { nodes { id name description ratio isDefault version } }
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

export const listGroups = async (): Promise<readonly GroupRow[]> => (await query(groupsDocument, {})).groups.nodes

export async function createGroup(input: CreateGroupInput): Promise<ActionResult> {
  return resultOf((await execute(createGroupDocument, { input })).createGroup.problems, null)
}

export async function updateGroup(input: UpdateGroupInput): Promise<ActionResult> {
  return resultOf((await execute(updateGroupDocument, { input })).updateGroup.problems, null)
}

export async function deleteGroup(id: string, version: number): Promise<ActionResult> {
  return resultOf((await execute(deleteGroupDocument, { id, version })).deleteGroup.problems, null)
}
