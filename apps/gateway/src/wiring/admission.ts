import type { Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { AdmissionService } from '../admission/admission.service.js'
import { LeaseClient } from '../admission/lease.client.js'
import { LeaseService } from '../admission/lease.service.js'
import { createConcurrencyLimits } from '../admission/limits.js'
import { BusService } from '../bus.service.js'
import { ApiKeysProjection } from '../catalog/api-keys.projection.js'
import { CatalogProjection } from '../catalog/catalog.projection.js'
import { CallerService } from '../door/caller.service.js'
import { createUuidV7 } from '../door/request-id.js'
import { ENV, type GatewayEnv } from '../env.js'
import { LimitBook } from '../limits/limit-book.js'
import { LOGGER } from '../logger.js'
import { AdoptionJob } from '../usage/adoption.job.js'
import { Relay } from '../usage/relay.js'
import { RetentionJob } from '../usage/retention.job.js'
import { provide } from './provide.js'
import { LIMITS, type Limits } from './tokens.js'

/** Who calls, how much at once, and with whose money. */
export const admission: Provider[] = [
  provide(
    CallerService,
    [ApiKeysProjection, ENV],
    (keys: ApiKeysProjection, env: GatewayEnv) => new CallerService(keys, env.MASTER_KEY),
  ),
  provide(LIMITS, [ENV], (env: GatewayEnv) =>
    createConcurrencyLimits({ total: env.MAX_INFLIGHT, perKey: env.MAX_INFLIGHT_PER_KEY }),
  ),
  provide(LimitBook, [], () => new LimitBook()),
  provide(
    AdmissionService,
    [LIMITS, LimitBook],
    (limits: Limits, book: LimitBook) => new AdmissionService(limits, book),
  ),
  provide(
    LeaseService,
    [LeaseClient, BusService, Relay, RetentionJob, AdoptionJob, CatalogProjection, ApiKeysProjection, ENV, LOGGER],
    (
      client: LeaseClient,
      bus: BusService,
      relay: Relay,
      retention: RetentionJob,
      adoption: AdoptionJob,
      projection: CatalogProjection,
      keys: ApiKeysProjection,
      env: GatewayEnv,
      logger: Logger,
    ) =>
      new LeaseService(
        client,
        {
          waitMs: env.LEASE_WAIT_MS,
          slabSeconds: env.LEASE_SLAB_SECONDS,
          newId: createUuidV7(),
          isBusThere: () => bus.current() !== undefined,
          mayGrantSlab: () => !relay.isAmber(),
          words: () => projection.snapshot(),
          isKeyActive: (recordName) => keys.find(recordName)?.state === 'active',
          onEpochChange: () => void Promise.all([retention.recheck(), adoption.recheck()]),
        },
        logger,
      ),
  ),
]
