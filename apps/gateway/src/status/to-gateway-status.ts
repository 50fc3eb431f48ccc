import { type GatewayState, type GatewayStatus, STATUS_MESSAGE_VERSION } from '@tollgate/protocols/events'
import type { GaugeSources } from '../metrics.js'

/** What is told of this gateway: read from the same sources as its metrics, so that both say the same. */
export function toGatewayStatus(
  { nodeId, state, startedAtMs }: { nodeId: string; state: GatewayState; startedAtMs: number },
  read: GaugeSources,
): GatewayStatus {
  const staleSeconds = read.projection_stale_seconds()
  return {
    v: STATUS_MESSAGE_VERSION,
    ...{ nodeId, state, startedAt: new Date(startedAtMs).toISOString() },
    inflightCalls: read.gateway_inflight(),
    streams: read.gateway_streams(),
    queuedCalls: read.channel_queue(),
    gossipPeers: read.gossip_peers(),
    leases: read.leases(),
    journal: {
      pending: read.outbox_pending(),
      oldestSeconds: Math.round(read.outbox_oldest_age_seconds()),
      unsettled: read.outbox_unsettled(),
      adopted: read.outbox_adopted(),
    },
    projectionStaleSeconds: Number.isFinite(staleSeconds) ? Math.round(staleSeconds) : null,
  }
}
