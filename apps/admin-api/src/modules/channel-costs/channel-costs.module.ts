import { Module } from '@nestjs/common'
import { ChannelCostsResolver } from './channel-costs.resolver.js'
import { ChannelCostsService } from './channel-costs.service.js'

@Module({ providers: [ChannelCostsResolver, ChannelCostsService], exports: [ChannelCostsService] })
export class ChannelCostsModule {}
