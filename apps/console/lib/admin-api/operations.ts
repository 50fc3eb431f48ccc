import { graphql } from '@/gql'
import type { OperationsQuery } from '@/gql/graphql'
import { query } from './client'

const operationsDocument = graphql(`
  query Operations {
    operations {
      at isBusConnected deadLetters ledgerOutbox openAlerts isRecovering
      gateways {
        nodeId state startedAt inflightCalls streams queuedCalls gossipPeers leases
        journalPending journalOldestSeconds journalUnsettled journalsAdopted projectionStaleSeconds
      }
    }
  }
`)

export type OperationsView = OperationsQuery['operations']
export type GatewayRow = OperationsView['gateways'][number]

/** Who is alive and what waits, now. Staff. */
export const getOperations = async (): Promise<OperationsView> => (await query(operationsDocument, {})).operations
