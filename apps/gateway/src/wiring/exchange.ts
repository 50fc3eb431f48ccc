import { randomUUID } from 'node:crypto'
import type { Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { AdmissionService } from '../admission/admission.service.js'
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
import { TargetTrier } from '../exchange/try-targets.js'
import { GossipService } from '../gossip/gossip.service.js'
import { GossipBook } from '../gossip/gossip-book.js'
import { AttemptGate } from '../limits/attempt-gate.js'
import { LimitBook } from '../limits/limit-book.js'
import { LOGGER } from '../logger.js'
import { Metrics } from '../metrics.js'
import { AffinityStore } from '../routing/affinity.store.js'
import { HealthStore } from '../routing/health.store.js'
import { PoolStore } from '../routing/pool.store.js'
import { Router } from '../routing/router.js'
import { ItemReferences } from '../stash/item-references.js'
import { StashService } from '../stash/stash.service.js'
import { StateService } from '../state.service.js'
import { loadTokenizer } from '../tokenizer/tokenizer.js'
import { EgressService } from '../upstream/egress.service.js'
import { HealthPublisher } from '../upstream/health.publisher.js'
import { longestCallMs } from '../upstream/timeouts.js'
import { Journal } from '../usage/journal.js'
import { Relay } from '../usage/relay.js'
import { provide } from './provide.js'
import { PLANNING, type PlanningOptions } from './tokens.js'

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
  provide(PoolStore, [LimitBook], (book: LimitBook) => new PoolStore(book)),
  provide(AttemptGate, [LimitBook], (book: LimitBook) => new AttemptGate(book)),
  provide(AffinityStore, [], () => new AffinityStore()),
  provide(
    HealthStore,
    [PoolStore, CatalogProjection, HealthPublisher],
    (pools: PoolStore, catalog: CatalogProjection, publisher: HealthPublisher) => {
      const channelOf = (channelId: string) => catalog.snapshot().channelsById.get(channelId)
      const health = new HealthStore(pools, channelOf, publisher.publish)
      catalog.onSnapshot(() => health.hearAgain())
      return health
    },
  ),
  provide(
    GossipBook,
    [ENV, LimitBook, HealthStore],
    (env: GatewayEnv, book: LimitBook, health: HealthStore) =>
      new GossipBook({ nodeId: env.NODE_ID, bootId: randomUUID() }, book, health),
  ),
  provide(
    GossipService,
    [BusService, GossipBook, LimitBook, HealthStore, AttemptGate, LOGGER],
    (bus: BusService, gossip: GossipBook, book: LimitBook, health: HealthStore, gate: AttemptGate, logger: Logger) => {
      const service = new GossipService(bus, gossip, logger, {
        onNews: () => {
          book.tellNews()
          gate.admitWaiting()
        },
        onRound: () => {
          gate.admitWaiting()
          book.sweep(performance.now())
        },
      })
      book.crowd = gossip.crowd
      book.onUse = (subject, isHurried) => {
        gossip.noteUse(subject)
        if (isHurried) service.hasten()
      }
      health.share = (fact) => gossip.noteFact(fact)
      return service
    },
  ),
  provide(
    Router,
    [PoolStore, AffinityStore, EgressService],
    (pools: PoolStore, affinity: AffinityStore, { isBlocked }: EgressService) =>
      new Router({ pools, affinity, isBlocked }),
  ),
  provide(StashService, [BusService, LOGGER], (bus: BusService, logger: Logger) => new StashService(bus, logger)),
  provide(LiveCalls, [], () => new LiveCalls()),
  provide(
    TargetTrier,
    [EgressService, HealthStore, PoolStore, AttemptGate, StashService, ENV, Metrics, LOGGER],
    (
      out: EgressService,
      health: HealthStore,
      pools: PoolStore,
      gate: AttemptGate,
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
        ...{ health, pools, gate, logger },
        onAttempt: metrics.onAttempt,
      }),
  ),
  provide(
    ExchangeService,
    [
      CallerService,
      CatalogProjection,
      AdmissionService,
      Router,
      AffinityStore,
      LeaseService,
      LiveCalls,
      TargetTrier,
      StashService,
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
      admission: AdmissionService,
      router: Router,
      affinity: AffinityStore,
      leases: LeaseService,
      live: LiveCalls,
      trier: TargetTrier,
      stash: StashService,
      journal: Journal,
      relay: Relay,
      state: StateService,
      metrics: Metrics,
      env: GatewayEnv,
      planning: PlanningOptions,
    ) =>
      new ExchangeService({
        ...{ callers, isAddressAllowed, admission, router, affinity, leases, live, trier },
        catalog: projection,
        conclusions: { nodeId: env.NODE_ID, journal, leases, relay, loadTokenizer, onConcluded: metrics.onConcluded },
        mustTranslate: planning.mustTranslate,
        references: new ItemReferences(stash),
        assertOpen: state.assertOpen,
      }),
  ),
]
