import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { type DynamicModule, Global, Module } from '@nestjs/common'
import { GraphQLModule } from '@nestjs/graphql'
import { APP_CONFIG, type AppConfig } from './config.js'
import { RepositoriesModule } from './database/repositories.module.js'
import { GraphqlOptionsFactory } from './graphql/graphql-options.factory.js'
import { IdentityModule } from './identity/identity.module.js'
import { LOGGER, type Logger } from './logger.js'
import { AlertsModule } from './modules/alerts/alerts.module.js'
import { ApiKeysModule } from './modules/api-keys/api-keys.module.js'
import { AuditModule } from './modules/audit/audit.module.js'
import { ChannelCostsModule } from './modules/channel-costs/channel-costs.module.js'
import { ChannelTestsModule } from './modules/channel-tests/channel-tests.module.js'
import { ChannelTransferModule } from './modules/channel-transfer/channel-transfer.module.js'
import { ChannelsModule } from './modules/channels/channels.module.js'
import { ConversationsModule } from './modules/conversations/conversations.module.js'
import { CoursesModule } from './modules/courses/courses.module.js'
import { MembersModule } from './modules/courses/members.module.js'
import { DeadLettersModule } from './modules/dead-letters/dead-letters.module.js'
import { FinanceModule } from './modules/finance/finance.module.js'
import { GatewayNodesModule } from './modules/gateway-nodes/gateway-nodes.module.js'
import { GroupsModule } from './modules/groups/groups.module.js'
import { ModelsModule } from './modules/models/models.module.js'
import { OperationsModule } from './modules/operations/operations.module.js'
import { PoolsModule } from './modules/pools/pools.module.js'
import { ReconciliationModule } from './modules/reconciliation/reconciliation.module.js'
import { RecordingModule } from './modules/recording/recording.module.js'
import { RedeemCodesModule } from './modules/redeem-codes/redeem-codes.module.js'
import { RostersModule } from './modules/rosters/rosters.module.js'
import { SettingsModule } from './modules/settings/settings.module.js'
import { SpendLimitsModule } from './modules/spend-limits/spend-limits.module.js'
import { StateModule } from './modules/state/state.module.js'
import { StatementsModule } from './modules/statements/statements.module.js'
import { TrafficModule } from './modules/traffic/traffic.module.js'
import { UsageModule } from './modules/usage/usage.module.js'
import { UserBulkModule } from './modules/user-bulk/user-bulk.module.js'
import { UsersModule } from './modules/users/users.module.js'
import { WhyModule } from './modules/why/why.module.js'
import { ProjectorModule } from './projector/projector.module.js'

@Global()
@Module({})
class ConfigModule {
  static register(config: AppConfig, logger: Logger): DynamicModule {
    const providers = [
      { provide: APP_CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
    ]
    return { module: ConfigModule, providers, exports: providers }
  }
}

@Module({})
export class AppModule {}

export const createAppModule = (config: AppConfig, logger: Logger): DynamicModule => ({
  module: AppModule,
  imports: [
    ConfigModule.register(config, logger),
    RepositoriesModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [IdentityModule],
      useClass: GraphqlOptionsFactory,
    }),
    IdentityModule,
    AlertsModule,
    ApiKeysModule,
    AuditModule,
    ChannelCostsModule,
    ChannelsModule,
    ChannelTestsModule,
    ChannelTransferModule,
    ConversationsModule,
    CoursesModule,
    DeadLettersModule,
    GatewayNodesModule,
    FinanceModule,
    GroupsModule,
    MembersModule,
    ModelsModule,
    OperationsModule,
    PoolsModule,
    ReconciliationModule,
    RecordingModule,
    RedeemCodesModule,
    RostersModule,
    SettingsModule,
    SpendLimitsModule,
    StatementsModule,
    StateModule,
    TrafficModule,
    UsageModule,
    UserBulkModule,
    UsersModule,
    WhyModule,
    ProjectorModule,
  ],
})
