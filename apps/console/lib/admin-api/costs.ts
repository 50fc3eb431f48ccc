import { graphql } from '@/gql'
import type { MarginsQuery, SetChannelCostInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

const marginsDocument = graphql(`
  query Margins($from: Date!, $to: Date!, $channelId: ID) {
    margins(from: $from, to: $to, channelId: $channelId) {
      channelId channelName modelName calls uncostedCalls charged cost margin
    }
  }
`)
const setCostDocument = graphql(`
  mutation SetChannelCost($input: SetChannelCostInput!) {
    setChannelCost(input: $input) { cost { modelName } problems { code message path } }
  }
`)

export type MarginRow = MarginsQuery['margins'][number]

/** @param from first campus day @param to last one, included */
export async function listMargins(from: string, to: string, channelId?: string): Promise<readonly MarginRow[]> {
  return (await query(marginsDocument, { from, to, channelId: channelId ?? null })).margins
}

export async function setChannelCost(input: SetChannelCostInput): Promise<ActionResult> {
  return resultOf((await execute(setCostDocument, { input })).setChannelCost.problems, null)
}
