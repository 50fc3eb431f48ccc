import { graphql } from '@/gql'
import type { ReceiptQuery, UsageCallsQuery, UsageFilter, UsageOverviewQuery } from '@/gql/graphql'
import { find, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const usageCallsDocument = graphql(`
  query UsageCalls($first: Int, $after: String, $filter: UsageFilter) {
    usage(first: $first, after: $after, filter: $filter) {
      nodes {
        requestId admittedAt modelName inputTokens cachedTokens outputTokens reasoningTokens
        amount status provenance durationMs firstByteMs errorCode
        user { id username }
        apiKey { id name kind }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const usageOverviewDocument = graphql(`
  query UsageOverview($filter: UsageFilter, $firstKeys: Int) {
    usageSummary(filter: $filter) {
      calls failedCalls inputTokens outputTokens amount
      days { date modelName calls failedCalls inputTokens outputTokens amount }
      models { modelName calls failedCalls inputTokens outputTokens amount }
      keys(first: $firstKeys) { keyId calls failedCalls inputTokens outputTokens amount apiKey { id name kind } }
    }
  }
`)
const receiptDocument = graphql(`
  query Receipt($requestId: ID!) {
    receipt(requestId: $requestId) {
      requestId admittedAt occurredOn modelName channelName ratio formula
      reserved amount refunded provenance provenanceReason leaseId nodeId status errorCode isOverrun isStreamed attempts durationMs firstByteMs
      refusal { httpStatus sentence message }
      user { id username displayName }
      apiKey { id name kind prefix lastFour }
      payer { id kind name owner { username } }
      priceVersion { id validFrom inputPerMillion outputPerMillion perRequest }
      lines { class tokens perMillion amount }
      route {
        chosen { channelId channelName keyLastFour }
        best { channelId channelName keyLastFour }
        excluded { reason sentence count }
      }
      steps { name ms }
      transactions {
        id kind occurredOn period createdAt reason
        actor { id username }
        secondPerson { id username }
        entries { accountId isRevenue amount }
      }
    }
  }
`)

export type UsageCall = UsageCallsQuery['usage']['nodes'][number]
export type UsageOverview = UsageOverviewQuery['usageSummary']
export type Receipt = ReceiptQuery['receipt']

export async function listCalls(page: PageArgs, filter: UsageFilter): Promise<PageOf<UsageCall>> {
  return toPage((await query(usageCallsDocument, { ...page, filter })).usage)
}

/** Sums of a period, and by day, model and key. @param firstKeys how many keys at most; absent: as many as there are to have */
export const getUsageOverview = async (filter: UsageFilter, firstKeys?: number): Promise<UsageOverview> =>
  (await query(usageOverviewDocument, { filter, ...(firstKeys && { firstKeys }) })).usageSummary

/** Everything that explains one call. @returns `undefined` for somebody else's, and while the call is not booked */
export const findReceipt = async (requestId: string): Promise<Receipt | undefined> =>
  (await find(receiptDocument, { requestId }))?.receipt
