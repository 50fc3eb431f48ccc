import { Module } from '@nestjs/common'
import { IdentityModule } from '../../identity/identity.module.js'
import { EgressListService } from './egress-list.service.js'
import { MyLimitsResolver } from './my-limits.resolver.js'
import { MyLimitsService } from './my-limits.service.js'
import { SettingsResolver } from './settings.resolver.js'
import { SettingsService } from './settings.service.js'

@Module({
  imports: [IdentityModule],
  providers: [SettingsResolver, MyLimitsResolver, SettingsService, MyLimitsService, EgressListService],
  exports: [SettingsService],
})
export class SettingsModule {}
