import type { Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { LeaseService } from '../admission/lease.service.js'
import { BusService } from '../bus.service.js'
import { CatalogProjection } from '../catalog/catalog.projection.js'
import { CallerService } from '../door/caller.service.js'
import { isAddressAllowed } from '../door/client-address.js'
import { ENV, type GatewayEnv } from '../env.js'
import { createDrainGate } from '../exchange/drain-gate.js'
import { ExchangeService } from '../exchange/exchange.service.js'
import { LiveCalls } from '../exchange/live-calls.js'
import { createRequestPreparer } from '../exchange/request-preparer.js'
import { loadTokenizer } from '../exchange/tokenizer.js'
import { TargetTrier } from '../exchange/try-targets.js'
import { LOGGER } from '../logger.js'
import { Metrics } from '../metrics.js'
import { HealthStore } from '../routing/health.store.js'
import { LoadStore } from '../routing/load.store.js'
import { StashService } from '../stash/stash.service.js'
import { StateService } from '../state.service.js'
import { EgressService } from '../upstream/egress.service.js'
import { HealthPublisher } from '../upstream/health.publisher.js'
import { longestCallMs } from '../upstream/timeouts.js'
import { Journal } from '../usage/journal.js'
import { Relay } from '../usage/relay.js'
import { provide } from './provide.js'
import { LIMITS, type Limits, PLANNING, type PlanningOptions } from './tokens.js'

/** The life of a request, and the way out. */
export const exchange: Provider[] = [
  provide(
    EgressService,
    [ENV, CatalogProjection, LOGGER],
    (env: GatewayEnv, projection: CatalogProjection, logger: Logger) =>
      new EgressService({ allow: env.EGRESS_ALLOW, isLocked: env.EGRESS_ALLOW_LOCKED === '1' }, projection, logger),
  ),
  provide(
    HealthPublisher,
    [BusService, ENV, LOGGER],
    (bus: BusService, env: GatewayEnv, logger: Logger) => new HealthPublisher(bus, env.NODE_ID, logger),
  ),
  provide(HealthStore, [HealthPublisher], (publisher: HealthPublisher) => new HealthStore(publisher.publish)),
  provide(StashService, [BusService, LOGGER], (bus: BusService, logger: Logger) => new StashService(bus, logger)),
  provide(LoadStore, [], () => new LoadStore()),
  provide(LiveCalls, [], () => new LiveCalls()),
  provide(
    TargetTrier,
    [EgressService, HealthStore, LoadStore, StashService, ENV, Metrics, LOGGER],
    (
      out: EgressService,
      health: HealthStore,
      load: LoadStore,
      stash: StashService,
      env: GatewayEnv,
      metrics: Metrics,
      logger: Logger,
    ) =>
      new TargetTrier({
        egress: out.egress,
        timeouts: {
          headerMs: env.UPSTREAM_HEADER_TIMEOUT_MS,
          idleMs: env.UPSTREAM_IDLE_TIMEOUT_MS,
          totalMs: env.UPSTREAM_TIMEOUT_MS,
          longestMs: longestCallMs({ ttlMs: env.LEASE_TTL_MS, graceMs: env.LEASE_GRACE_MS }),
        },
        drainTimeoutMs: env.DRAIN_TIMEOUT_MS,
        enterDrain: createDrainGate(),
        isSelfHosted: ({ candidate: { target } }) =>
          target.vendor.isSelfHosted ?? out.isSelfHosted(target.endpoint, target.secret !== undefined),
        prepare: createRequestPreparer({ stash, mediaEgress: out.mediaEgress }),
        stash,
        ...{ health, load, logger },
        onAttempt: metrics.onAttempt,
      }),
  ),
  provide(
    ExchangeService,
    [
      CallerService,
      CatalogProjection,
      LIMITS,
      HealthStore,
      LoadStore,
      LeaseService,
      LiveCalls,
      TargetTrier,
      Journal,
      Relay,
      StateService,
      Metrics,
      ENV,
      PLANNING,
    ],
    (
      callers: CallerService,
      projection: CatalogProjection,
      limits: Limits,
      health: HealthStore,
      load: LoadStore,
      leases: LeaseService,
      live: LiveCalls,
      trier: TargetTrier,
      journal: Journal,
      relay: Relay,
      state: StateService,
      metrics: Metrics,
      env: GatewayEnv,
      planning: PlanningOptions,
    ) =>
      new ExchangeService({
        ...{ callers, isAddressAllowed, limits, health, load, leases, live, trier },
        catalog: projection,
        conclusions: { nodeId: env.NODE_ID, journal, leases, relay, loadTokenizer, onConcluded: metrics.onConcluded },
        mustTranslate: planning.mustTranslate,
        assertOpen: state.assertOpen,
      }),
  ),
]
