import { graphql } from '@/gql'
import type { ForceCloseGatewayNodeInput, GatewayNodesQuery } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

const gatewayNodesDocument = graphql(`
  query GatewayNodes {
    gatewayNodes { id startedAt leases expiredLeases held }
  }
`)
const forceCloseGatewayNodeDocument = graphql(`
  mutation ForceCloseGatewayNode($input: ForceCloseGatewayNodeInput!) {
    forceCloseGatewayNode(input: $input) { gatewayNode { id } problems { code message path } }
  }
`)

export type GatewayNodeRow = GatewayNodesQuery['gatewayNodes'][number]

export async function listGatewayNodes(): Promise<GatewayNodeRow[]> {
  return (await query(gatewayNodesDocument, {})).gatewayNodes
}

export async function forceCloseGatewayNode(input: ForceCloseGatewayNodeInput): Promise<ActionResult> {
  return resultOf((await execute(forceCloseGatewayNodeDocument, { input })).forceCloseGatewayNode.problems, null)
}
