import { graphql } from '@/gql'
import type {
  AddChannelKeysInput,
  ChangeChannelKeysInput,
  LimitChannelKeysInput,
  ProbeCapabilitiesInput,
  ProbeCapabilitiesMutation,
  PullModelsInput,
  PullModelsMutation,
  TestChannelInput,
  UpdateTaggedChannelsInput,
  UpdateTaggedChannelsMutation,
} from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import type { ChannelTestRun } from './channel-test-run'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const testsDocument = graphql(`
  query ChannelTests($id: ID!, $first: Int, $after: String) {
    channelTests(channelId: $id, first: $first, after: $after) {
      nodes { ...ChannelTestRun }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const testDocument = graphql(`
  mutation TestChannel($input: TestChannelInput!) {
    testChannel(input: $input) {
      test { ...ChannelTestRun }
      problems { code message path }
    }
  }
`)
const measureDocument = graphql(`
  mutation ProbeCapabilities($input: ProbeCapabilitiesInput!) {
    probeCapabilities(input: $input) {
      test { ...ChannelTestRun }
      facts { capability verdict note }
      problems { code message path }
    }
  }
`)
const pullDocument = graphql(`
  mutation PullModels($input: PullModelsInput!) {
    pullModels(input: $input) { models { name state publicNames } blockedHostPort problems { code message path } }
  }
`)
const addKeysDocument = graphql(`
  mutation AddChannelKeys($input: AddChannelKeysInput!) {
    addChannelKeys(input: $input) { addedCount repeatedLines problems { code message path } }
  }
`)
const changeKeysDocument = graphql(`
  mutation ChangeChannelKeys($input: ChangeChannelKeysInput!) {
    changeChannelKeys(input: $input) { channel { id } problems { code message path } }
  }
`)
const limitKeysDocument = graphql(`
  mutation LimitChannelKeys($input: LimitChannelKeysInput!) {
    limitChannelKeys(input: $input) { channel { id } problems { code message path } }
  }
`)
const tagDocument = graphql(`
  mutation UpdateTaggedChannels($input: UpdateTaggedChannelsInput!) {
    updateTaggedChannels(input: $input) { changes { channelId name details } problems { code message path } }
  }
`)

const TEST_TIMEOUT_MS = 30_000
const MEASURE_TIMEOUT_MS = 75_000

export type ListedModel = PullModelsMutation['pullModels']['models'][number]
export type Measured = Pick<ProbeCapabilitiesMutation['probeCapabilities'], 'facts'> & { test: ChannelTestRun | null }
export type TaggedChange = UpdateTaggedChannelsMutation['updateTaggedChannels']['changes'][number]

export async function listChannelTests(id: string, page: PageArgs): Promise<PageOf<ChannelTestRun>> {
  return toPage((await query(testsDocument, { id, ...page })).channelTests)
}

/** That the upstream refused is a result, no failure. */
export async function testChannel(input: TestChannelInput): Promise<ActionResult<ChannelTestRun | null>> {
  const { testChannel: payload } = await execute(testDocument, { input }, TEST_TIMEOUT_MS)
  return resultOf(payload.problems, payload.test ?? null)
}

export async function probeCapabilities(input: ProbeCapabilitiesInput): Promise<ActionResult<Measured>> {
  const { probeCapabilities: payload } = await execute(measureDocument, { input }, MEASURE_TIMEOUT_MS)
  return resultOf(payload.problems, { facts: payload.facts, test: payload.test ?? null })
}

export type PulledModels = Pick<PullModelsMutation['pullModels'], 'models' | 'blockedHostPort'>

export async function pullModels(input: PullModelsInput): Promise<ActionResult<PulledModels>> {
  const { pullModels: payload } = await execute(pullDocument, { input }, TEST_TIMEOUT_MS)
  return resultOf(payload.problems, payload)
}

export async function addChannelKeys(
  input: AddChannelKeysInput,
): Promise<ActionResult<{ addedCount: number; repeatedLines: readonly number[] }>> {
  const { addChannelKeys: payload } = await execute(addKeysDocument, { input })
  return resultOf(payload.problems, { addedCount: payload.addedCount, repeatedLines: payload.repeatedLines })
}

export async function changeChannelKeys(input: ChangeChannelKeysInput): Promise<ActionResult> {
  return resultOf((await execute(changeKeysDocument, { input })).changeChannelKeys.problems, null)
}

export async function limitChannelKeys(input: LimitChannelKeysInput): Promise<ActionResult> {
  return resultOf((await execute(limitKeysDocument, { input })).limitChannelKeys.problems, null)
}

export async function updateTaggedChannels(
  input: UpdateTaggedChannelsInput,
): Promise<ActionResult<readonly TaggedChange[]>> {
  const { updateTaggedChannels: payload } = await execute(tagDocument, { input }, TEST_TIMEOUT_MS)
  return resultOf(payload.problems, payload.changes)
}
