import { type DynamicModule, Module } from '@nestjs/common'
import { ScheduleModule } from '@nestjs/schedule'
import { AlertsJob } from './alerts/alerts.job.js'
import { AlertsRepository } from './alerts/alerts.repository.js'
import { BusService } from './bus/bus.service.js'
import { MoneyChangedPublisher } from './bus/money-changed.publisher.js'
import { Database, LEASE_DATABASE, LEDGER_DATABASE } from './database/database.repository.js'
import { type BillingEnv, ENV } from './env.js'
import { HealthController } from './health.controller.js'
import { AcquireRepository } from './leases/acquire.repository.js'
import { AcquireService } from './leases/acquire.service.js'
import { ExpireLeasesJob } from './leases/expire-leases.job.js'
import { LeaseRecallClient } from './leases/lease-recall.client.js'
import { LeasesController } from './leases/leases.controller.js'
import { LeasesRepository } from './leases/leases.repository.js'
import { LeasesService } from './leases/leases.service.js'
import { PayerLanes } from './leases/payer-lanes.js'
import { RecallService } from './leases/recall.service.js'
import { LedgerRepository } from './ledger/ledger.repository.js'
import { AllocationsRepository } from './limits/allocations.repository.js'
import { AllocationsService } from './limits/allocations.service.js'
import { LimitsController } from './limits/limits.controller.js'
import { LimitsRepository } from './limits/limits.repository.js'
import { LimitsService } from './limits/limits.service.js'
import { ReturnChunksJob } from './limits/return-chunks.job.js'
import { WindowsRepository } from './limits/windows.repository.js'
import { LOGGER, type Logger } from './logger.js'
import { Metrics } from './metrics.js'
import { CorrectionsRepository } from './money/corrections.repository.js'
import { CorrectionsService } from './money/corrections.service.js'
import { CourseGrantsRepository } from './money/course-grants.repository.js'
import { CourseGrantsService } from './money/course-grants.service.js'
import { GrantsRepository } from './money/grants.repository.js'
import { GrantsService } from './money/grants.service.js'
import { ExpireLotsJob } from './money/lots/expire-lots.job.js'
import { LotsRepository } from './money/lots/lots.repository.js'
import { MoneyController } from './money/money.controller.js'
import { MoneyGate } from './money/money-gate.js'
import { PoolsRepository } from './money/pools.repository.js'
import { PoolsService } from './money/pools.service.js'
import { RedeemRepository } from './money/redeem.repository.js'
import { RedeemService } from './money/redeem.service.js'
import { PriceVersionsRepository } from './prices/price-versions.repository.js'
import { ReconcileController } from './reconcile/reconcile.controller.js'
import { ReconcileJob } from './reconcile/reconcile.job.js'
import { ReconcileRepository } from './reconcile/reconcile.repository.js'
import { ReconcileService } from './reconcile/reconcile.service.js'
import { LedgerOutboxJob } from './restore/ledger-outbox.job.js'
import { LedgerOutboxRepository } from './restore/ledger-outbox.repository.js'
import { LedgerPosition } from './restore/ledger-position.js'
import { LedgerStateRepository } from './restore/ledger-state.repository.js'
import { RecoveryJob } from './restore/recovery.job.js'
import { RollupsJob } from './rollups/rollups.job.js'
import { RollupsRepository } from './rollups/rollups.repository.js'
import { DeadLettersController } from './usage/dead-letters.controller.js'
import { DeadLettersRepository } from './usage/dead-letters.repository.js'
import { DeadLettersService } from './usage/dead-letters.service.js'
import { RecordUsageService } from './usage/record-usage.service.js'
import { RetryParkedJob } from './usage/retry-parked.job.js'
import { UsageConsumer } from './usage/usage.consumer.js'
import { UsageStreamJob } from './usage/usage-stream.job.js'

/** A gateway waits two seconds for a lease: what takes longer here is of no use to it. */
const LEASE_POOL = { maxConnections: 8, statementTimeoutMs: 1_500, lockTimeoutMs: 700, connectTimeoutMs: 1_500 }
/** A short wait for locks: events of an account that somebody keeps locked are put off, the others go on. */
const LEDGER_POOL = { maxConnections: 4, statementTimeoutMs: 10_000, lockTimeoutMs: 1_000, connectTimeoutMs: 5_000 }

@Module({})
export class AppModule {}

export function createAppModule(env: BillingEnv, logger: Logger): DynamicModule {
  const url = env.DATABASE_URL
  const leaseDatabase = new Database({ url, ...LEASE_POOL })
  const ledgerDatabase = new Database({ url, ...LEDGER_POOL })
  return {
    module: AppModule,
    imports: [ScheduleModule.forRoot()],
    controllers: [
      HealthController,
      LeasesController,
      LimitsController,
      MoneyController,
      DeadLettersController,
      ReconcileController,
    ],
    providers: [
      { provide: ENV, useValue: env },
      { provide: LOGGER, useValue: logger },
      { provide: LEASE_DATABASE, useValue: leaseDatabase },
      { provide: LEDGER_DATABASE, useValue: ledgerDatabase },
      Metrics,
      BusService,
      MoneyChangedPublisher,
      PriceVersionsRepository,
      LedgerRepository,
      WindowsRepository,
      AllocationsRepository,
      AllocationsService,
      ReturnChunksJob,
      LimitsRepository,
      LimitsService,
      PayerLanes,
      LeasesRepository,
      LeasesService,
      LeaseRecallClient,
      RecallService,
      AcquireRepository,
      AcquireService,
      ExpireLeasesJob,
      MoneyGate,
      CourseGrantsRepository,
      GrantsRepository,
      CourseGrantsService,
      GrantsService,
      CorrectionsRepository,
      CorrectionsService,
      PoolsRepository,
      PoolsService,
      RedeemRepository,
      RedeemService,
      LotsRepository,
      ExpireLotsJob,
      DeadLettersRepository,
      RecordUsageService,
      UsageConsumer,
      UsageStreamJob,
      RetryParkedJob,
      LedgerPosition,
      LedgerStateRepository,
      RecoveryJob,
      LedgerOutboxRepository,
      LedgerOutboxJob,
      AlertsRepository,
      AlertsJob,
      RollupsRepository,
      RollupsJob,
      DeadLettersService,
      ReconcileRepository,
      ReconcileService,
      ReconcileJob,
    ],
  }
}
