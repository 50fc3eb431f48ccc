import { gatewayStatusSchema } from '@tollgate/protocols/events'
import { expect, it } from 'vitest'
import type { GaugeSources } from '../metrics.js'
import { toGatewayStatus } from './to-gateway-status.js'

const GAUGES: Record<keyof GaugeSources, number> = {
  ...{
    gateway_inflight: 3,
    gateway_streams: 2,
    channel_queue: 1,
    gossip_peers: 1,
    leases: 4,
    leases_unacknowledged: 0,
  },
  ...{ outbox_pending: 7, outbox_oldest_age_seconds: 12.6, outbox_unsettled: 9, outbox_adopted: 1 },
  ...{ outbox_amber: 0, outbox_red: 0, gossip_sent_bytes: 0, gossip_heard_bytes: 0, limit_subjects: 0 },
  ...{ channel_keys_cooling: 0, channel_keys_broken: 0, channel_keys_disabled: 0, channels_broken: 0 },
  projection_stale_seconds: Number.POSITIVE_INFINITY,
}
const sources = Object.fromEntries(
  Object.entries(GAUGES).map(([name, value]) => [name, () => value]),
) as unknown as GaugeSources

it('tells what the metrics tell; what was never complete has no age', () => {
  const status = toGatewayStatus({ nodeId: 'g1', state: 'ok', startedAtMs: 0 }, sources)
  expect(gatewayStatusSchema.parse(status)).toEqual({
    ...{ v: 1, nodeId: 'g1', state: 'ok', startedAt: '1970-01-01T00:00:00.000Z' },
    ...{ inflightCalls: 3, streams: 2, queuedCalls: 1, gossipPeers: 1, leases: 4, projectionStaleSeconds: null },
    journal: { pending: 7, oldestSeconds: 13, unsettled: 9, adopted: 1 },
  })
})
