import { graphql } from '@/gql'
import type {
  CreateRedeemBatchInput,
  RedeemBatchesQuery,
  RedeemBatchQuery,
  RedeemCodeState,
  RedeemCodesQuery,
  RevokeRedeemBatchInput,
} from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const redeemBatchesDocument = graphql(`
  query RedeemBatches($first: Int, $after: String) {
    redeemBatches(first: $first, after: $after) {
      nodes {
        id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount
        createdBy { id username }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const redeemBatchDocument = graphql(`
  query RedeemBatch($id: ID!) {
    redeemBatch(id: $id) {
      id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount
      createdBy { id username }
    }
  }
`)
const redeemCodesDocument = graphql(`
  query RedeemCodes($batchId: ID!, $first: Int, $after: String, $state: RedeemCodeState) {
    redeemCodes(batchId: $batchId, first: $first, after: $after, state: $state) {
      nodes { id lastFour state redeemedAt redeemedBy { id username wallet { id } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const createRedeemBatchDocument = graphql(`
  mutation CreateRedeemBatch($input: CreateRedeemBatchInput!) {
    createRedeemBatch(input: $input) { codes isRepeat problems { code message path } }
  }
`)
const revokeRedeemBatchDocument = graphql(`
  mutation RevokeRedeemBatch($input: RevokeRedeemBatchInput!) {
    revokeRedeemBatch(input: $input) { isRepeat problems { code message path } }
  }
`)

export type RedeemBatchRow = RedeemBatchesQuery['redeemBatches']['nodes'][number]
export type RedeemBatchDetail = RedeemBatchQuery['redeemBatch']
export type RedeemCodeRow = RedeemCodesQuery['redeemCodes']['nodes'][number]

export const REDEEM_CODE_STATES: readonly RedeemCodeState[] = ['UNUSED', 'REDEEMED', 'REVOKED', 'EXPIRED']

export async function listRedeemBatches(page: PageArgs): Promise<PageOf<RedeemBatchRow>> {
  return toPage((await query(redeemBatchesDocument, page)).redeemBatches)
}

export const getRedeemBatch = async (id: string): Promise<RedeemBatchDetail> =>
  (await query(redeemBatchDocument, { id })).redeemBatch

export async function listRedeemCodes(
  page: PageArgs,
  filter: { batchId: string; state: RedeemCodeState | null },
): Promise<PageOf<RedeemCodeRow>> {
  return toPage((await query(redeemCodesDocument, { ...page, ...filter })).redeemCodes)
}

/** The codes, this once; null where the same batch had been made before. */
export async function createRedeemBatch(input: CreateRedeemBatchInput): Promise<ActionResult<string[] | null>> {
  const { codes, problems } = (await execute(createRedeemBatchDocument, { input })).createRedeemBatch
  return resultOf(problems, codes ?? null)
}

export async function revokeRedeemBatch(input: RevokeRedeemBatchInput): Promise<ActionResult> {
  return resultOf((await execute(revokeRedeemBatchDocument, { input })).revokeRedeemBatch.problems, null)
}
