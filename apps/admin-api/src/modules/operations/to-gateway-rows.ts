import type { GatewayStatus as Told } from '@tollgate/protocols/events'
import type { GatewayStatus } from './operations.types.js'

/** Those that answered and those that should have, by name. */
export function toGatewayRows(told: readonly Told[], expectedNodeIds: readonly string[]): GatewayStatus[] {
  const answered = new Set(told.map(({ nodeId }) => nodeId))
  const silent = expectedNodeIds.filter((nodeId) => !answered.has(nodeId)).map(toSilent)
  return [...told.map(toRow), ...silent].toSorted((a, b) => (a.nodeId < b.nodeId ? -1 : 1))
}

const toRow = ({ journal, startedAt, ...told }: Told): GatewayStatus => ({
  ...told,
  startedAt: new Date(startedAt),
  journalPending: journal.pending,
  journalOldestSeconds: journal.oldestSeconds,
  journalUnsettled: journal.unsettled,
  journalsAdopted: journal.adopted,
})

const toSilent = (nodeId: string): GatewayStatus => ({
  ...{ nodeId, state: 'silent', startedAt: null, inflightCalls: 0, streams: 0, queuedCalls: 0, gossipPeers: 0 },
  ...{ leases: 0, journalPending: 0, journalOldestSeconds: 0, journalUnsettled: 0, journalsAdopted: 0 },
  projectionStaleSeconds: null,
})
