import { Module } from '@nestjs/common'
import { ChannelTestsModule } from '../channel-tests/channel-tests.module.js'
import { ModelsModule } from '../models/models.module.js'
import { ChannelsResolver } from './channels.resolver.js'
import { ChannelsService } from './channels.service.js'

@Module({
  imports: [ModelsModule, ChannelTestsModule],
  providers: [ChannelsResolver, ChannelsService],
  exports: [ChannelsService],
})
export class ChannelsModule {}
