import { randomUUID } from 'node:crypto'
import type { UsageEventMessage } from '@tollgate/protocols/events'
import { pino } from 'pino'
import { AlertsJob } from '../alerts/alerts.job.js'
import { AlertsRepository } from '../alerts/alerts.repository.js'
import { BusService } from '../bus/bus.service.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { readEnv } from '../env.js'
import { AcquireRepository } from '../leases/acquire.repository.js'
import { AcquireService } from '../leases/acquire.service.js'
import { ExpireLeasesJob } from '../leases/expire-leases.job.js'
import { LeaseRecallClient } from '../leases/lease-recall.client.js'
import { LeasesRepository } from '../leases/leases.repository.js'
import { LeasesService } from '../leases/leases.service.js'
import { PayerLanes } from '../leases/payer-lanes.js'
import { RecallService } from '../leases/recall.service.js'
import { LedgerRepository } from '../ledger/ledger.repository.js'
import { AllocationsRepository } from '../limits/allocations.repository.js'
import { AllocationsService } from '../limits/allocations.service.js'
import { LimitsRepository } from '../limits/limits.repository.js'
import { LimitsService } from '../limits/limits.service.js'
import { ReturnChunksJob } from '../limits/return-chunks.job.js'
import { WindowsRepository } from '../limits/windows.repository.js'
import { Metrics } from '../metrics.js'
import { CorrectionsRepository } from '../money/corrections.repository.js'
import { CorrectionsService } from '../money/corrections.service.js'
import { CourseGrantsRepository } from '../money/course-grants.repository.js'
import { CourseGrantsService } from '../money/course-grants.service.js'
import { GrantsRepository } from '../money/grants.repository.js'
import { GrantsService } from '../money/grants.service.js'
import { ExpireLotsJob } from '../money/lots/expire-lots.job.js'
import { LotsRepository } from '../money/lots/lots.repository.js'
import { MoneyGate } from '../money/money-gate.js'
import { PoolsRepository } from '../money/pools.repository.js'
import { PoolsService } from '../money/pools.service.js'
import { RedeemRepository } from '../money/redeem.repository.js'
import { RedeemService } from '../money/redeem.service.js'
import { PriceVersionsRepository } from '../prices/price-versions.repository.js'
import { ReconcileJob } from '../reconcile/reconcile.job.js'
import { ReconcileRepository } from '../reconcile/reconcile.repository.js'
import { ReconcileService } from '../reconcile/reconcile.service.js'
import { LedgerPosition } from '../restore/ledger-position.js'
import { DeadLettersRepository } from '../usage/dead-letters.repository.js'
import { DeadLettersService } from '../usage/dead-letters.service.js'
import { RecordUsageService } from '../usage/record-usage.service.js'
import { RetryParkedJob } from '../usage/retry-parked.job.js'
import type { Spender, TestLedger } from './start-test-ledger.js'

/** Billing's services on a test ledger, put together as app.module does it, without a bus. */
export function createBilling(
  ledger: TestLedger,
  variables: Record<string, string> = {},
  /** How gateways are asked for money that they do not use; there are none. */
  recall: LeaseRecallClient['recall'] = async () => {},
) {
  const env = readEnv({ NATS_URL: 'nats://127.0.0.1:1', DATABASE_URL: ledger.billingUrl, ...variables })
  const logger = pino({ level: 'silent' })
  const metrics = new Metrics()
  const moneyChanged = new MoneyChangedPublisher(new BusService(env))
  const recallClient = Object.assign(new LeaseRecallClient(new BusService(env)), { recall })
  const leases = new LeasesRepository(ledger.leaseDatabase)
  const ledgerRepository = new LedgerRepository(ledger.ledgerDatabase)
  const prices = new PriceVersionsRepository(ledger.ledgerDatabase)
  const deadLetters = new DeadLettersRepository(ledger.ledgerDatabase)
  const gate = new MoneyGate(metrics, env, logger)
  const usage = new RecordUsageService(ledgerRepository, prices, moneyChanged, metrics, logger)
  const windows = new WindowsRepository(ledger.leaseDatabase)
  const chunks = new AllocationsRepository(ledger.leaseDatabase)
  const allocations = new AllocationsService(chunks, windows)
  const returnChunksJob = new ReturnChunksJob(chunks, logger)
  const position = new LedgerPosition()
  position.observe({ epoch: 0n, streamCreated: null, settledSeq: 0, recoveringUntilSeq: null })
  const acquireRepository = new AcquireRepository(ledger.leaseDatabase, position)
  const lanes = new PayerLanes()
  const recalls = new RecallService(acquireRepository, allocations, recallClient)
  const acquires = new AcquireService(
    acquireRepository,
    leases,
    windows,
    allocations,
    recalls,
    lanes,
    moneyChanged,
    metrics,
    env,
  )
  const leasesService = new LeasesService(leases, ledgerRepository, lanes, moneyChanged, gate, logger)
  const alerts = new AlertsRepository(ledger.ledgerDatabase)
  const reconcileRepository = new ReconcileRepository(ledger.ledgerDatabase)
  const reconcileService = new ReconcileService(reconcileRepository, prices)
  const deadLettersService = new DeadLettersService(gate, deadLetters, usage, logger)
  return {
    metrics,
    leasesRepository: leases,
    deadLetters,
    usage,
    leases: {
      acquire: (body: unknown) => acquires.acquire(body),
      trim: (body: unknown) => leasesService.trim(body),
      close: (body: unknown) => leasesService.close(body),
      closeNode: (body: unknown) => leasesService.closeNode(body),
      forceCloseNode: (body: unknown) => leasesService.forceCloseNode({ asker: 'admin-api', body }),
      settled: (body: unknown) => leasesService.settled(body),
    },
    limits: new LimitsService(gate, new LimitsRepository(ledger.leaseDatabase), returnChunksJob, moneyChanged, logger),
    returnChunksJob,
    grants: new GrantsService(gate, new GrantsRepository(ledger.ledgerDatabase), moneyChanged, logger),
    courseGrants: new CourseGrantsService(
      gate,
      new CourseGrantsRepository(ledger.ledgerDatabase),
      moneyChanged,
      logger,
    ),
    corrections: new CorrectionsService(gate, new CorrectionsRepository(ledger.ledgerDatabase), moneyChanged, logger),
    pools: new PoolsService(gate, new PoolsRepository(ledger.ledgerDatabase), moneyChanged, logger),
    codes: new RedeemService(gate, new RedeemRepository(ledger.ledgerDatabase), moneyChanged, logger),
    lots: new LotsRepository(ledger.ledgerDatabase),
    expireLotsJob: new ExpireLotsJob(new LotsRepository(ledger.ledgerDatabase), logger),
    expireJob: new ExpireLeasesJob(leases, moneyChanged, env, logger),
    retryParkedJob: new RetryParkedJob(deadLetters, usage, logger),
    reconcileService,
    reconcileJob: new ReconcileJob(reconcileService, reconcileRepository, alerts, metrics, logger),
    alertsJob: new AlertsJob(alerts, logger),
    replay: (body: unknown) => deadLettersService.replay({ asker: 'admin-api', body }),
  }
}

export type Billing = ReturnType<typeof createBilling>

/** Credits an account through `billing.money.grant`, as a new administrator. */
export async function grant(ledger: TestLedger, billing: Billing, ask: { accountId: string; amountNanos: bigint }) {
  const actor = await ledger.addSpender({ role: 'admin' })
  const body = {
    v: 1,
    idempotencyKey: randomUUID(),
    accountId: ask.accountId,
    amountNanos: ask.amountNanos.toString(),
    actorUserId: actor.userId,
    reason: 'test',
  }
  return billing.grants.grant({ asker: 'admin-api', body })
}

/** Somebody with this much in his wallet. */
export async function addRich(ledger: TestLedger, billing: Billing, balance = 1_000_000n): Promise<Spender> {
  const spender = await ledger.addSpender()
  await grant(ledger, billing, { accountId: spender.payerId, amountNanos: balance })
  return spender
}

export const NODE_ID = 'gateway-1'
const IN_A_MINUTE_MS = 60_000

export const acquireMessage = (spender: Spender, fields: Record<string, unknown> = {}) => ({
  v: 1,
  nodeId: NODE_ID,
  incarnation: 1,
  leaseId: randomUUID(),
  keyId: spender.keyId,
  payerId: spender.payerId,
  neededNanos: '100',
  leastNanos: String(fields.neededNanos ?? '100'),
  recentSpendNanos: '0',
  mayGrantSlab: true,
  deadlineMs: Date.now() + IN_A_MINUTE_MS,
  ...fields,
})

/** A call of 100 input and 0 output tokens. */
export const usageMessage = (spender: Spender, fields: Partial<UsageEventMessage> = {}): UsageEventMessage => ({
  v: 1,
  requestId: randomUUID(),
  nodeId: NODE_ID,
  leaseId: randomUUID(),
  payerId: spender.payerId,
  userId: spender.userId,
  keyId: spender.keyId,
  groupId: randomUUID(),
  modelId: randomUUID(),
  modelName: 'demo/model',
  channelId: randomUUID(),
  priceVersionId: null,
  groupRatio: '1',
  reservedNanos: '1000000',
  quantities: { inputTokens: 100, outputTokens: 0 },
  provenance: 'reported',
  status: 'completed',
  dialect: 'openai-chat',
  isStreamed: false,
  attempts: 1,
  admittedAtMs: Date.now(),
  durationMs: 12,
  ...fields,
})

export const bytesOf = (message: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(message))
