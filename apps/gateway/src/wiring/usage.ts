import type { Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { LeaseClient } from '../admission/lease.client.js'
import { BusService } from '../bus.service.js'
import { ENV, type GatewayEnv } from '../env.js'
import { LOGGER } from '../logger.js'
import { Metrics } from '../metrics.js'
import { createSettlementCheck } from '../usage/adopted-journal.js'
import { AdoptionJob } from '../usage/adoption.job.js'
import { Journal } from '../usage/journal.js'
import { JournalHealthJob } from '../usage/journal-health.job.js'
import { Relay } from '../usage/relay.js'
import { RetentionJob, type RetentionOptions } from '../usage/retention.job.js'
import { SettlementCheckJob } from '../usage/settlement-check.job.js'
import { provide } from './provide.js'

const retentionOf = (env: GatewayEnv): RetentionOptions => ({
  keepMs: env.OUTBOX_KEEP_MS,
  maxBytes: env.OUTBOX_MAX_BYTES,
})

/** From the journal to the stream, and what becomes of journals whose gateway is gone. */
export const usage: Provider[] = [
  provide(
    Relay,
    [BusService, Journal, LOGGER],
    (bus: BusService, { folder }: Journal, logger: Logger) => new Relay({ bus, folder, logger }),
  ),
  provide(
    LeaseClient,
    [BusService, ENV, Journal],
    (bus: BusService, env: GatewayEnv, journal: Journal) =>
      new LeaseClient(bus, { nodeId: env.NODE_ID, incarnation: () => journal.incarnation }),
  ),
  provide(SettlementCheckJob, [Relay, Journal, LeaseClient], (relay: Relay, journal: Journal, client: LeaseClient) =>
    createSettlementCheck(journal, relay, client),
  ),
  provide(
    RetentionJob,
    [Journal, Relay, LeaseClient, LOGGER, ENV],
    (journal: Journal, relay: Relay, client: LeaseClient, logger: Logger, env: GatewayEnv) =>
      new RetentionJob(journal, relay, client, logger, retentionOf(env)),
  ),
  provide(
    AdoptionJob,
    [BusService, LOGGER, ENV, Metrics],
    (bus: BusService, logger: Logger, env: GatewayEnv, metrics: Metrics) =>
      new AdoptionJob(
        {
          ...{ bus, logger, outboxDir: env.OUTBOX_DIR, nodeId: env.NODE_ID, retention: retentionOf(env) },
          onRecovered: metrics.onRecovered,
        },
        { adoptAfterMs: env.OUTBOX_ADOPT_AFTER_MS },
      ),
  ),
  provide(
    JournalHealthJob,
    [BusService, Relay, Journal, AdoptionJob, LOGGER, ENV],
    (bus: BusService, relay: Relay, journal: Journal, adoption: AdoptionJob, logger: Logger, env: GatewayEnv) =>
      new JournalHealthJob({ nodeId: env.NODE_ID, bus, relay, journal, adoption, logger }),
  ),
]
