import { Module } from '@nestjs/common'
import { IdentityModule } from '../../identity/identity.module.js'
import { EgressListService } from './egress-list.service.js'
import { SettingsResolver } from './settings.resolver.js'
import { SettingsService } from './settings.service.js'

@Module({
  imports: [IdentityModule],
  providers: [SettingsResolver, SettingsService, EgressListService],
  exports: [SettingsService],
})
export class SettingsModule {}
