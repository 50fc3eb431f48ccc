import { LoginResolver } from '../identity/login.resolver.js'
import { OidcResolver } from '../identity/oidc/oidc.resolver.js'
import { OneTimeCodesResolver } from '../identity/one-time-codes/one-time-codes.resolver.js'
import { SecondFactorResolver } from '../identity/second-factor/second-factor.resolver.js'
import { AlertsResolver } from '../modules/alerts/alerts.resolver.js'
import { ApiKeysResolver } from '../modules/api-keys/api-keys.resolver.js'
import { AuditResolver } from '../modules/audit/audit.resolver.js'
import { ChannelCostsResolver } from '../modules/channel-costs/channel-costs.resolver.js'
import {
  AddedChannelResolver,
  ChannelTestsResolver,
  MeasurementResolver,
  SavedChannelResolver,
} from '../modules/channel-tests/channel-tests.resolver.js'
import { TransferResolver } from '../modules/channel-transfer/transfer.resolver.js'
import { ChannelBulkResolver } from '../modules/channels/channel-bulk.resolver.js'
import { ChannelsResolver } from '../modules/channels/channels.resolver.js'
import { ConversationsResolver } from '../modules/conversations/conversations.resolver.js'
import { CourseMembershipResolver, CoursesResolver } from '../modules/courses/courses.resolver.js'
import { MembersResolver } from '../modules/courses/members.resolver.js'
import { DeadLetterCallsResolver, DeadLettersResolver } from '../modules/dead-letters/dead-letters.resolver.js'
import { AccountMoneyResolver } from '../modules/finance/account-money.resolver.js'
import { AccountEntriesResolver, LedgerAccountsResolver } from '../modules/finance/accounts.resolver.js'
import { CorrectionsResolver } from '../modules/finance/corrections.resolver.js'
import { FinanceResolver } from '../modules/finance/finance.resolver.js'
import { GatewayNodesResolver } from '../modules/gateway-nodes/gateway-nodes.resolver.js'
import { GroupsResolver } from '../modules/groups/groups.resolver.js'
import { ModelsResolver } from '../modules/models/models.resolver.js'
import { OperationsResolver } from '../modules/operations/operations.resolver.js'
import { PoolsResolver } from '../modules/pools/pools.resolver.js'
import { ReconciliationResolver } from '../modules/reconciliation/reconciliation.resolver.js'
import { RecordingResolver } from '../modules/recording/recording.resolver.js'
import { RedeemBatchesResolver, RedeemCodesResolver } from '../modules/redeem-codes/redeem-codes.resolver.js'
import { RostersResolver } from '../modules/rosters/rosters.resolver.js'
import { MyLimitsResolver } from '../modules/settings/my-limits.resolver.js'
import { SettingsResolver } from '../modules/settings/settings.resolver.js'
import { SpendLimitsResolver } from '../modules/spend-limits/spend-limits.resolver.js'
import { StateResolver } from '../modules/state/state.resolver.js'
import { StatementsResolver } from '../modules/statements/statements.resolver.js'
import { TrafficResolver } from '../modules/traffic/traffic.resolver.js'
import { ReceiptResolver } from '../modules/usage/receipt.resolver.js'
import { RouteTargetResolver } from '../modules/usage/route-target.resolver.js'
import { UsageOfKeyResolver, UsageResolver, UsageSummaryResolver } from '../modules/usage/usage.resolver.js'
import { UserBulkResolver } from '../modules/user-bulk/user-bulk.resolver.js'
import { UsersResolver } from '../modules/users/users.resolver.js'
import { WhyResolver } from '../modules/why/why.resolver.js'

/** All resolvers: the schema can be built from them without a database or a listener. */
export const RESOLVERS = [
  AccountEntriesResolver,
  AccountMoneyResolver,
  AddedChannelResolver,
  AlertsResolver,
  ApiKeysResolver,
  AuditResolver,
  ChannelBulkResolver,
  ChannelCostsResolver,
  ChannelsResolver,
  ChannelTestsResolver,
  MeasurementResolver,
  SavedChannelResolver,
  ConversationsResolver,
  CorrectionsResolver,
  CourseMembershipResolver,
  CoursesResolver,
  DeadLetterCallsResolver,
  DeadLettersResolver,
  FinanceResolver,
  GatewayNodesResolver,
  GroupsResolver,
  LedgerAccountsResolver,
  LoginResolver,
  MembersResolver,
  ModelsResolver,
  MyLimitsResolver,
  OidcResolver,
  OneTimeCodesResolver,
  OperationsResolver,
  PoolsResolver,
  ReceiptResolver,
  ReconciliationResolver,
  RecordingResolver,
  RedeemBatchesResolver,
  RedeemCodesResolver,
  RostersResolver,
  RouteTargetResolver,
  SecondFactorResolver,
  SettingsResolver,
  SpendLimitsResolver,
  StatementsResolver,
  StateResolver,
  TrafficResolver,
  TransferResolver,
  UsageOfKeyResolver,
  UsageResolver,
  UserBulkResolver,
  UsageSummaryResolver,
  UsersResolver,
  WhyResolver,
] as const
