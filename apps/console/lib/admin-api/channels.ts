import { graphql } from '@/gql'
import type { AddChannelWithModelsInput, ChannelsQuery, UpdateChannelInput, VendorsQuery } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const channelsDocument = graphql(`
  query Channels($first: Int, $after: String, $filter: ChannelFilter) {
    channels(first: $first, after: $after, filter: $filter) {
      nodes {
        id name description type baseUrl settings { apiVersion } models priority weight tags isActive schedulable version
        keys { id lastFour isActive health healthNote healthUntil }
        groups { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const addChannelDocument = graphql(`
  mutation AddChannelWithModels($input: AddChannelWithModelsInput!) {
    addChannelWithModels(input: $input) { channel { id } problems { code message path } }
  }
`)
const updateChannelDocument = graphql(`
  mutation UpdateChannel($input: UpdateChannelInput!) {
    updateChannel(input: $input) { channel { id } problems { code message path } }
  }
`)

const vendorsDocument = graphql(`
  query Vendors {
    vendors { type label defaultBaseUrl hasDeployments }
  }
`)

export type VendorRow = VendorsQuery['vendors'][number]

/** Whose APIs a channel can speak to. */
export const listVendors = async (): Promise<readonly VendorRow[]> => (await query(vendorsDocument, {})).vendors

export type ChannelRow = ChannelsQuery['channels']['nodes'][number]

export async function listChannels(page: PageArgs, search: string): Promise<PageOf<ChannelRow>> {
  return toPage((await query(channelsDocument, { ...page, filter: { search: search || null } })).channels)
}

/** A channel, its models and their prices: all of it or nothing. */
export async function addChannelWithModels(input: AddChannelWithModelsInput): Promise<ActionResult> {
  return resultOf((await execute(addChannelDocument, { input })).addChannelWithModels.problems, null)
}

export async function updateChannel(input: UpdateChannelInput): Promise<ActionResult> {
  return resultOf((await execute(updateChannelDocument, { input })).updateChannel.problems, null)
}
