import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { GatewayError } from '@tollgate/protocols/canonical'
import type { ExplainQuestion } from '@tollgate/protocols/events'
import { LeaseService } from './admission/lease.service.js'
import { startLeaseRecallConsumer } from './admission/lease-recall.consumer.js'
import { startMoneyChangedConsumer } from './admission/money-changed.consumer.js'
import { appModule } from './app.module.js'
import { BusService } from './bus.service.js'
import { ApiKeysProjection } from './catalog/api-keys.projection.js'
import { CatalogProjection } from './catalog/catalog.projection.js'
import { startChannelTests } from './channel-test/start-channel-tests.js'
import { CompletionsController } from './door/completions.controller.js'
import { CountTokensController } from './door/count-tokens.controller.js'
import { createDialectErrorFilter } from './door/dialect-error.filter.js'
import { EmbeddingsController } from './door/embeddings.controller.js'
import { ModelsController } from './door/models.controller.js'
import { createServer, openDoor } from './door/server.js'
import { StoredResponsesController } from './door/stored-responses.controller.js'
import type { GatewayEnv } from './env.js'
import { LiveCalls } from './exchange/live-calls.js'
import { GossipService } from './gossip/gossip.service.js'
import { GossipBook } from './gossip/gossip-book.js'
import { HealthController } from './health.controller.js'
import { AttemptGate } from './limits/attempt-gate.js'
import { LimitBook } from './limits/limit-book.js'
import { createLogger, nestLogger } from './logger.js'
import { type GaugeSources, Metrics } from './metrics.js'
import { RefusalPublisher } from './refusals/refusal.publisher.js'
import { startExplainConsumer } from './routing/explain.consumer.js'
import { explainCall } from './routing/explain-call.js'
import { PoolStore } from './routing/pool.store.js'
import { Router } from './routing/router.js'
import { StateService } from './state.service.js'
import { startStatusConsumer } from './status/status.consumer.js'
import { toGatewayStatus } from './status/to-gateway-status.js'
import { loadTokenizer } from './tokenizer/tokenizer.js'
import { EgressService } from './upstream/egress.service.js'
import { AdoptionJob } from './usage/adoption.job.js'
import { Journal, type OpenedJournal } from './usage/journal.js'
import { finishRecovery } from './usage/recovery.service.js'
import { Relay } from './usage/relay.js'
import { RetentionJob } from './usage/retention.job.js'
import { SettlementCheckJob } from './usage/settlement-check.job.js'
import { CLIENT_ADDRESS, type ClientAddress, LIMITS, type Limits, OPENED_JOURNAL } from './wiring/tokens.js'

const LAST_STEPS_MS = 4_000
const POLL_MS = 50

/** What only an embedder sets. */
export interface GatewayOptions {
  /** Translate even where bytes could pass through. */
  mustTranslate?: boolean
}

export interface RunningGateway {
  port: number
  healthPort: number
  /** Ends as SIGTERM does. Asked a second time, calls under way are interrupted at once. */
  stop(): Promise<void>
}

/** Brings the gateway up: journal and door first, so that it lives without NATS; ready when the snapshots are there. */
export async function startGateway(env: GatewayEnv, options: GatewayOptions = {}): Promise<RunningGateway> {
  const server = createServer(env.BODY_LIMIT_BYTES)
  const { logger, app } = await createApp(server, env, options)
  const get = app.get.bind(app)
  const state = get(StateService)
  const metrics = get(Metrics)
  const { recovered } = get<OpenedJournal>(OPENED_JOURNAL)

  metrics.onRecovered(recovered)
  const gauges = gaugesOf(app)
  metrics.addGauges(gauges)
  await finishRecovery({ journal: get(Journal), relay: get(Relay), logger }, recovered)
  endLeakedStreams(get(ApiKeysProjection), get(LiveCalls))
  get(CatalogProjection).start()
  get(ApiKeysProjection).start()
  get(Relay).start()
  get(RetentionJob).start()
  get(SettlementCheckJob).start()
  get(AdoptionJob).start()
  get(BusService).onReconnect(() => {
    get(SettlementCheckJob).hasten()
    get(AdoptionJob).hasten()
  })
  void get(BusService).connected.then(() => get(LeaseService).start(recovered.spentByLease))
  startMoneyChangedConsumer(get(BusService), get(LeaseService))
  startLeaseRecallConsumer(get(BusService), get(LeaseService), env.NODE_ID)
  startChannelTests(app, env, logger)
  get(GossipService).start()
  startExplainConsumer(get(BusService), logger, (question) => explainCall(question, explainWorld(app, env, question)))
  const startedAtMs = Date.now()
  startStatusConsumer(get(BusService), () =>
    toGatewayStatus({ nodeId: env.NODE_ID, state: state.state(), startedAtMs }, gauges),
  )
  get(BusService).start()

  await openDoor(server, {
    bodyLimits: { limitBytes: env.BODY_LIMIT_BYTES, inFlightLimitBytes: env.BODY_IN_FLIGHT_BYTES },
    consoleUrl: env.CONSOLE_URL,
    adminApiUrl: env.ADMIN_API_URL,
    publicUrl: env.PUBLIC_URL,
    clientAddress: get<ClientAddress>(CLIENT_ADDRESS),
    errorFilter: createDialectErrorFilter({
      quotaStatus: env.QUOTA_STATUS === '429' ? 429 : 402,
      logger,
      onError: metrics.onError,
      onFailed: (call) => get(RefusalPublisher).note(call),
    }),
    isHealthy: state.isReady,
    controllers: [
      get(CompletionsController),
      get(CountTokensController),
      get(EmbeddingsController),
      get(ModelsController),
      get(StoredResponsesController),
    ],
  })
  const healthPort = await get(HealthController).listen(env.HEALTH_PORT)
  await app.listen(env.PORT, env.HOST)
  setImmediate(() => void loadTokenizer()) // at leisure: only estimates need it
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : env.PORT
  logger.info({ port, healthPort }, 'the gateway listens')
  let stopping: Promise<void> | undefined
  let isHurried = false
  return {
    port,
    healthPort,
    stop() {
      isHurried = stopping !== undefined
      stopping ??= stop(app, { timeoutMs: env.SHUTDOWN_TIMEOUT_MS, isHurried: () => isHurried })
      return stopping
    },
  }
}

async function createApp(server: ReturnType<typeof createServer>, env: GatewayEnv, options: GatewayOptions) {
  const logger = createLogger(env)
  const app = await NestFactory.create(
    appModule(env, logger, { mustTranslate: options.mustTranslate ?? false }),
    new FastifyAdapter(server),
    {
      bodyParser: false,
      logger: nestLogger(logger),
      abortOnError: false,
    },
  )
  return { app, logger }
}

function gaugesOf(app: INestApplication): GaugeSources {
  const relay = app.get(Relay)
  const adoption = app.get(AdoptionJob)
  const leases = app.get(LeaseService)
  const catalog = app.get(CatalogProjection)
  const keys = app.get(ApiKeysProjection)
  const limits = app.get<Limits>(LIMITS)
  const tally = () => app.get(PoolStore).tally(performance.now())
  return {
    gateway_inflight: limits.inflight,
    gateway_streams: () => app.get(LiveCalls).count(),
    outbox_pending: () => relay.pendingCount() + adoption.pendingCount(),
    outbox_unsettled: () => app.get(SettlementCheckJob).waitingCount() + adoption.unsettledCount(),
    outbox_adopted: () => adoption.count(),
    outbox_amber: () => (relay.isAmber() ? 1 : 0),
    outbox_oldest_age_seconds: () => relay.oldestAgeMs() / 1_000,
    outbox_red: () => (app.get(Journal).isRed() ? 1 : 0),
    gossip_peers: () => app.get(GossipBook).peerCount(),
    gossip_sent_bytes: () => app.get(GossipService).traffic().sent,
    gossip_heard_bytes: () => app.get(GossipService).traffic().heard,
    channel_queue: () => app.get(AttemptGate).waitingCount(),
    channel_keys_cooling: () => tally().cooling,
    channel_keys_broken: () => tally().broken + tally()['half-open'],
    channel_keys_disabled: () => tally().disabled,
    channels_broken: () => tally().brokenChannels,
    limit_subjects: () => app.get(LimitBook).size(),
    leases: () => leases.totals().leases,
    leases_unacknowledged: () => leases.totals().doubtful,
    projection_stale_seconds: () => Math.max(catalog.staleMs(), keys.staleMs()) / 1_000,
  }
}

/** What this gateway knows at the moment of the question. */
const explainWorld = (app: INestApplication, { NODE_ID: nodeId }: GatewayEnv, { keyRecordName }: ExplainQuestion) => ({
  nodeId,
  snapshot: app.get(CatalogProjection).snapshot(),
  key: keyRecordName == null ? undefined : app.get(ApiKeysProjection).find(keyRecordName),
  router: app.get(Router),
  book: app.get(LimitBook),
  nowMs: performance.now(),
  dateMs: Date.now(),
})

/** K04: a leaked key ends the streams that run on it. */
function endLeakedStreams(keys: ApiKeysProjection, live: LiveCalls): void {
  const leaked = new GatewayError('key_disabled', { message: 'The API key was revoked because it had leaked.' })
  keys.onChange(() => live.failWhere((recordName) => keys.find(recordName)?.state === 'leaked', leaked))
}

async function stop(
  app: INestApplication,
  { timeoutMs, isHurried }: { timeoutMs: number; isHurried: () => boolean },
): Promise<void> {
  const limits = app.get<Limits>(LIMITS)
  app.get(StateService).startDraining()
  const closed = app.close().catch(() => {}) // no new connections; idle ones close
  await until(() => limits.inflight() === 0 || isHurried(), timeoutMs)
  const restart = new GatewayError('billing_unavailable', { message: 'The gateway was stopped during this answer.' })
  app.get(LiveCalls).failWhere(() => true, restart, { isInterrupted: true })
  await until(() => limits.inflight() === 0, LAST_STEPS_MS / 4)
  app.get(GossipService).stop()
  app.get(RetentionJob).stop()
  app.get(SettlementCheckJob).stop()
  await app.get(AdoptionJob).stop()
  await Promise.all([
    app.get(Relay).drain(LAST_STEPS_MS / 2),
    app.get(LeaseService).closeAll(LAST_STEPS_MS / 2),
    app.get(RefusalPublisher).stop(),
  ])
  await Promise.all([app.get(CatalogProjection).close(), app.get(ApiKeysProjection).close()])
  await app.get(Journal).close()
  await app.get(BusService).close()
  await app.get(HealthController).close()
  await Promise.race([
    Promise.all([closed, app.get(EgressService).egress.close(), app.get(EgressService).mediaEgress.close()]),
    pause(LAST_STEPS_MS / 4),
  ])
}

async function until(isDone: () => boolean, timeoutMs: number): Promise<void> {
  const endMs = performance.now() + timeoutMs
  while (!isDone() && performance.now() < endMs) await pause(POLL_MS)
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())
