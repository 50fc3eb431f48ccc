import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { LeaseClient } from './admission/lease.client.js'
import { LeaseService } from './admission/lease.service.js'
import { createConcurrencyLimits } from './admission/limits.js'
import { BusService } from './bus.service.js'
import { ApiKeysProjection } from './catalog/api-keys.projection.js'
import { CatalogProjection } from './catalog/catalog.projection.js'
import { CallerService } from './door/caller.service.js'
import { createClientAddress, isAddressAllowed } from './door/client-address.js'
import { CompletionsController } from './door/completions.controller.js'
import { CountTokensController } from './door/count-tokens.controller.js'
import { EmbeddingsController } from './door/embeddings.controller.js'
import { ModelsController } from './door/models.controller.js'
import { createUuidV7 } from './door/request-id.js'
import { ENV, type GatewayEnv } from './env.js'
import { createDrainGate } from './exchange/drain-gate.js'
import { ExchangeService } from './exchange/exchange.service.js'
import { LiveCalls } from './exchange/live-calls.js'
import { createRequestPreparer } from './exchange/request-preparer.js'
import { loadTokenizer } from './exchange/tokenizer.js'
import { TargetTrier } from './exchange/try-targets.js'
import { HealthController } from './health.controller.js'
import { LOGGER } from './logger.js'
import { Metrics } from './metrics.js'
import { HealthStore } from './routing/health.store.js'
import { LoadStore } from './routing/load.store.js'
import { StashService } from './stash/stash.service.js'
import { StateService } from './state.service.js'
import { EgressService } from './upstream/egress.service.js'
import { HealthPublisher } from './upstream/health.publisher.js'
import { longestCallMs } from './upstream/timeouts.js'
import { createSettlementCheck } from './usage/adopted-journal.js'
import { AdoptionJob } from './usage/adoption.job.js'
import { Journal, type OpenedJournal } from './usage/journal.js'
import { Relay } from './usage/relay.js'
import { RetentionJob, type RetentionOptions } from './usage/retention.job.js'
import { SettlementCheckJob } from './usage/settlement-check.job.js'

/** Tokens of values that are no classes. */
export const OPENED_JOURNAL = Symbol('opened journal')
export const LIMITS = Symbol('limits')
export const CLIENT_ADDRESS = Symbol('client address')
const PLANNING = Symbol('planning')

interface PlanningOptions {
  mustTranslate: boolean
}

type ClientAddress = ReturnType<typeof createClientAddress>
type Limits = ReturnType<typeof createConcurrencyLimits>

/** A provider made by a function of its dependencies: constructors know nothing of the container. */
const provide = <Args extends unknown[]>(
  token: InjectionToken,
  inject: InjectionToken[],
  useFactory: (...args: Args) => unknown,
): Provider => ({ provide: token, inject, useFactory: useFactory as (...args: unknown[]) => unknown })

const foundations: Provider[] = [
  provide(Metrics, [], () => new Metrics()),
  provide(CLIENT_ADDRESS, [ENV], (env: GatewayEnv) => createClientAddress(env.TRUST_PROXY)),
  provide(BusService, [ENV, LOGGER], (env: GatewayEnv, logger: Logger) => {
    const { NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password } = env
    return new BusService(
      { url, ...(user !== undefined && { user }), ...(password !== undefined && { password }) },
      logger,
    )
  }),
  provide(OPENED_JOURNAL, [ENV, Metrics], (env: GatewayEnv, metrics: Metrics) =>
    Journal.open({
      outboxDir: env.OUTBOX_DIR,
      nodeId: env.NODE_ID,
      ballastBytes: env.OUTBOX_BALLAST_BYTES,
      onFsync: metrics.onFsync,
    }),
  ),
  provide(Journal, [OPENED_JOURNAL], ({ journal }: OpenedJournal) => journal),
]

const retentionOf = (env: GatewayEnv): RetentionOptions => ({
  keepMs: env.OUTBOX_KEEP_MS,
  maxBytes: env.OUTBOX_MAX_BYTES,
})

const usage: Provider[] = [
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
]

const catalog: Provider[] = [
  provide(
    CatalogProjection,
    [BusService, LOGGER, ENV],
    (bus: BusService, logger: Logger, env: GatewayEnv) => new CatalogProjection(bus, logger, env.MASTER_KEY),
  ),
  provide(
    ApiKeysProjection,
    [BusService, LOGGER],
    (bus: BusService, logger: Logger) => new ApiKeysProjection(bus, logger),
  ),
  provide(
    StateService,
    [BusService, CatalogProjection, ApiKeysProjection, Journal, Relay],
    (bus: BusService, projection: CatalogProjection, keys: ApiKeysProjection, journal: Journal, relay: Relay) =>
      new StateService({ bus, catalog: projection, keys, journal, relay }),
  ),
  provide(
    HealthController,
    [StateService, Metrics],
    (state: StateService, metrics: Metrics) => new HealthController(state, metrics),
  ),
]

const admission: Provider[] = [
  provide(
    CallerService,
    [ApiKeysProjection, ENV],
    (keys: ApiKeysProjection, env: GatewayEnv) => new CallerService(keys, env.MASTER_KEY),
  ),
  provide(LIMITS, [ENV], (env: GatewayEnv) =>
    createConcurrencyLimits({ total: env.MAX_INFLIGHT, perKey: env.MAX_INFLIGHT_PER_KEY }),
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

const exchange: Provider[] = [
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

const door: Provider[] = [
  provide(
    CountTokensController,
    [ExchangeService, CatalogProjection, CLIENT_ADDRESS],
    (exchange: ExchangeService, projection: CatalogProjection, clientAddress: ClientAddress) =>
      new CountTokensController({ exchange, catalog: projection, isAddressAllowed, clientAddress, loadTokenizer }),
  ),
  provide(
    EmbeddingsController,
    [ExchangeService, CLIENT_ADDRESS],
    (exchange: ExchangeService, clientAddress: ClientAddress) => new EmbeddingsController(exchange, clientAddress),
  ),
  provide(
    CompletionsController,
    [ExchangeService, CLIENT_ADDRESS, CountTokensController, EmbeddingsController],
    (
      exchange: ExchangeService,
      clientAddress: ClientAddress,
      counting: CountTokensController,
      embeddings: EmbeddingsController,
    ) =>
      new CompletionsController(exchange, clientAddress, (request, reply, path) =>
        path.action === 'countTokens'
          ? counting.countForModel(request, reply, path.model)
          : embeddings.embedForModel(request, reply, path),
      ),
  ),
  provide(
    ModelsController,
    [CallerService, CatalogProjection, CLIENT_ADDRESS, StateService],
    (callers: CallerService, projection: CatalogProjection, clientAddress: ClientAddress, state: StateService) =>
      new ModelsController({
        callers,
        catalog: projection,
        isAddressAllowed,
        clientAddress,
        assertOpen: state.assertOpen,
      }),
  ),
]

@Module({ providers: [...foundations, ...usage, ...catalog, ...admission, ...exchange, ...door] })
export class AppModule {}

/** The module with its configuration, which `main.ts` reads once. */
export const appModule = (env: GatewayEnv, logger: Logger, planning: PlanningOptions): DynamicModule => ({
  module: AppModule,
  providers: [
    { provide: ENV, useValue: env },
    { provide: LOGGER, useValue: logger },
    { provide: PLANNING, useValue: planning },
  ],
})
