import { graphql } from '@/gql'
import type {
  AddChannelWithModelsInput,
  ChannelQuery,
  ChannelSortField,
  ChannelState,
  ChannelsQuery,
  SortDirection,
  UpdateChannelInput,
  VendorsQuery,
} from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import type { ChannelTestRun } from './channel-test-run'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const channelsDocument = graphql(`
  query Channels($first: Int, $after: String, $filter: ChannelFilter, $sort: ChannelSort) {
    channels(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes {
        id name description type baseUrl settings { apiVersion } models modelMapping { publicName upstreamName }
        priority weight tags isActive schedulable version deniedModels
        keys { id lastFour isActive health healthNote healthUntil }
        groups { id name }
        lastTest { ...ChannelTestRun }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
    channelTags
  }
`)
const channelDocument = graphql(`
  query Channel($id: ID!) {
    channel(id: $id) {
      id name description type baseUrl models modelMapping { publicName upstreamName }
      priority weight tags isActive schedulable version deniedModels
      settings {
        limits { rpm tpm concurrency } keyLimits { rpm tpm } queueLength queueTimeoutMs
        onClientAbort headerTimeoutMs idleTimeoutMs timeoutMs dialects apiVersion
        headers { name value } parameters proxyUrl
        traits {
          outputLimitField defaultMaxOutputTokens maxOutputTokens takesStreamOptions takesDeveloperRole
          takesSystemAmidMessages takesSampling takesTemperatureWithTopP isTopPBelowOne takesTopK takesParallelToolCallsFlag takesServiceFields
          takesJsonSchema takesPlainJsonSchema takesJsonWithTools takesMediaUrls takesMediaInToolResults
          thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField
        }
      }
      lacks { modelName abilities }
      keys { id lastFour isActive rpm tpm health healthNote healthUntil }
      costs {
        modelName currency exchangeRate inputPerMillion outputPerMillion cacheReadPerMillion perRequest
      }
      groups { id name }
      lastTest { ...ChannelTestRun }
    }
  }
`)
const addChannelDocument = graphql(`
  mutation AddChannelWithModels($input: AddChannelWithModelsInput!) {
    addChannelWithModels(input: $input) {
      channel { id }
      test { ...ChannelTestRun }
      problems { code message path }
    }
  }
`)
const updateChannelDocument = graphql(`
  mutation UpdateChannel($input: UpdateChannelInput!) {
    updateChannel(input: $input) {
      channel { id }
      test { ...ChannelTestRun }
      problems { code message path }
    }
  }
`)
const vendorsDocument = graphql(`
  query Vendors {
    vendors { type label defaultBaseUrl hasDeployments }
  }
`)

/** Saving tests the channel before it answers. */
const SAVE_TIMEOUT_MS = 40_000

export type VendorRow = VendorsQuery['vendors'][number]

/** Whose APIs a channel can speak to. */
export const listVendors = async (): Promise<readonly VendorRow[]> => (await query(vendorsDocument, {})).vendors

export type ChannelRow = ChannelsQuery['channels']['nodes'][number]
export type ChannelDetail = ChannelQuery['channel']

export interface ChannelListQuery {
  search: string
  tag: string
  state: ChannelState | undefined
  sort: ChannelSortField | undefined
  direction: SortDirection | undefined
}

export async function listChannels(
  page: PageArgs,
  { search, tag, state, sort, direction }: ChannelListQuery,
): Promise<{ page: PageOf<ChannelRow>; tags: readonly string[] }> {
  const { channels, channelTags } = await query(channelsDocument, {
    ...page,
    filter: { search: search || null, tag: tag || null, state: state ?? null },
    sort: sort === undefined ? null : { field: sort, direction: direction ?? 'ASC' },
  })
  return { page: toPage(channels), tags: channelTags }
}

export const getChannel = async (id: string): Promise<ChannelDetail> => (await query(channelDocument, { id })).channel

/** A channel, its models and their prices: all of it or nothing. @returns what its first test found */
export async function addChannelWithModels(
  input: AddChannelWithModelsInput,
): Promise<ActionResult<ChannelTestRun | null>> {
  const { addChannelWithModels: payload } = await execute(addChannelDocument, { input }, SAVE_TIMEOUT_MS)
  return resultOf(payload.problems, payload.test ?? null)
}

export async function updateChannel(input: UpdateChannelInput): Promise<ActionResult<ChannelTestRun | null>> {
  const { updateChannel: payload } = await execute(updateChannelDocument, { input }, SAVE_TIMEOUT_MS)
  return resultOf(payload.problems, payload.test ?? null)
}
