import { Module } from '@nestjs/common'
import { ApiKeysModule } from '../api-keys/api-keys.module.js'
import { ChannelsModule } from '../channels/channels.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { FinanceModule } from '../finance/finance.module.js'
import { GroupsModule } from '../groups/groups.module.js'
import { ModelsModule } from '../models/models.module.js'
import { SettingsModule } from '../settings/settings.module.js'
import { UsersModule } from '../users/users.module.js'
import { ApplyCatalogService } from './apply-catalog.service.js'
import { ApplyStateService } from './apply-state.service.js'
import { ApplyUsersService } from './apply-users.service.js'
import { StateResolver } from './state.resolver.js'

@Module({
  imports: [
    ApiKeysModule,
    ChannelsModule,
    CoursesModule,
    FinanceModule,
    GroupsModule,
    ModelsModule,
    SettingsModule,
    UsersModule,
  ],
  providers: [StateResolver, ApplyStateService, ApplyCatalogService, ApplyUsersService],
})
export class StateModule {}
