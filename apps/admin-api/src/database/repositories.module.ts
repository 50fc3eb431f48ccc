import { Global, Module } from '@nestjs/common'
import { BusService } from '../bus/bus.service.js'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { LoaderFactory } from '../graphql/loaders.js'
import { OneTimeCodesRepository } from '../identity/one-time-codes/one-time-codes.repository.js'
import { PasswordHasher } from '../identity/password.js'
import { SecondFactorRepository } from '../identity/second-factor/second-factor.repository.js'
import { SessionRepository } from '../identity/session.repository.js'
import { TokenRepository } from '../identity/token.repository.js'
import { Metrics } from '../metrics.js'
import { AlertsRepository } from '../modules/alerts/alerts.repository.js'
import { ApiKeysRepository } from '../modules/api-keys/api-keys.repository.js'
import { AuditRepository } from '../modules/audit/audit.repository.js'
import { ChannelCostsRepository } from '../modules/channel-costs/channel-costs.repository.js'
import { ChannelTestsRepository } from '../modules/channel-tests/channel-tests.repository.js'
import { ChannelKeysRepository } from '../modules/channels/channel-keys.repository.js'
import { ChannelsRepository } from '../modules/channels/channels.repository.js'
import { ConversationsRepository } from '../modules/conversations/conversations.repository.js'
import { CoursesRepository } from '../modules/courses/courses.repository.js'
import { MembersRepository } from '../modules/courses/members.repository.js'
import { DeadLettersRepository } from '../modules/dead-letters/dead-letters.repository.js'
import { AccountHistoryRepository } from '../modules/finance/account-history.repository.js'
import { AccountListRepository } from '../modules/finance/account-list.repository.js'
import { AccountMoneyRepository } from '../modules/finance/account-money.repository.js'
import { CorrectionsRepository } from '../modules/finance/corrections.repository.js'
import { LedgerRepository } from '../modules/finance/ledger.repository.js'
import { LedgerAccountsRepository } from '../modules/finance/ledger-accounts.repository.js'
import { GatewayNodesRepository } from '../modules/gateway-nodes/gateway-nodes.repository.js'
import { GroupsRepository } from '../modules/groups/groups.repository.js'
import { ModelsRepository } from '../modules/models/models.repository.js'
import { PoolsRepository } from '../modules/pools/pools.repository.js'
import { PricesRepository } from '../modules/prices/prices.repository.js'
import { ReconciliationRepository } from '../modules/reconciliation/reconciliation.repository.js'
import { RecordingRepository } from '../modules/recording/recording.repository.js'
import { RedeemCodesRepository } from '../modules/redeem-codes/redeem-codes.repository.js'
import { RostersRepository } from '../modules/rosters/rosters.repository.js'
import { SettingsRepository } from '../modules/settings/settings.repository.js'
import { StatementsRepository } from '../modules/statements/statements.repository.js'
import { ModelActivityRepository } from '../modules/traffic/model-activity.repository.js'
import { TrafficRepository } from '../modules/traffic/traffic.repository.js'
import { TrafficRowsRepository } from '../modules/traffic/traffic-rows.repository.js'
import { RefusalsRepository } from '../modules/usage/refusals.repository.js'
import { UsageRepository } from '../modules/usage/usage.repository.js'
import { UsageSumsRepository } from '../modules/usage/usage-sums.repository.js'
import { UsersRepository } from '../modules/users/users.repository.js'
import { ChangeSignal } from './change-signal.js'
import { Database } from './database.repository.js'

const passwordHasher = {
  provide: PasswordHasher,
  inject: [APP_CONFIG],
  useFactory: (config: AppConfig) => new PasswordHasher(config.passwordCost),
}
const providers = [
  Database,
  ChangeSignal,
  BusService,
  Metrics,
  passwordHasher,
  AccountHistoryRepository,
  AccountListRepository,
  AccountMoneyRepository,
  AlertsRepository,
  ApiKeysRepository,
  AuditRepository,
  ChannelCostsRepository,
  ChannelKeysRepository,
  ChannelsRepository,
  ChannelTestsRepository,
  ConversationsRepository,
  CorrectionsRepository,
  CoursesRepository,
  DeadLettersRepository,
  GatewayNodesRepository,
  GroupsRepository,
  LedgerAccountsRepository,
  LedgerRepository,
  LoaderFactory,
  MembersRepository,
  ModelActivityRepository,
  ModelsRepository,
  OneTimeCodesRepository,
  PoolsRepository,
  PricesRepository,
  ReconciliationRepository,
  RecordingRepository,
  RedeemCodesRepository,
  RefusalsRepository,
  RostersRepository,
  SecondFactorRepository,
  SessionRepository,
  SettingsRepository,
  StatementsRepository,
  TokenRepository,
  TrafficRepository,
  TrafficRowsRepository,
  UsageRepository,
  UsageSumsRepository,
  UsersRepository,
]

/** One of each for the whole app: any service may read any table; the rules stand in the services. */
@Global()
@Module({ providers, exports: providers })
export class RepositoriesModule {}
