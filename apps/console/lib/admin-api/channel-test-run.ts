import { graphql } from '@/gql'
import type { ChannelTestRunFragment } from '@/gql/graphql'

// found by its text: whoever asks for a test names it
graphql(`
  fragment ChannelTestRun on ChannelTest {
    id channelId channelKeyId at cause isOk isAccessDenied status latencyMs text code blockedHostPort modelName inputTokens outputTokens
  }
`)

/** One test of a channel: what was asked, and what came back. */
export type ChannelTestRun = ChannelTestRunFragment
