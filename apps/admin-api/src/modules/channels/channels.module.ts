import { Module } from '@nestjs/common'
import { ChannelTestsModule } from '../channel-tests/channel-tests.module.js'
import { ModelsModule } from '../models/models.module.js'
import { ChannelBulkResolver } from './channel-bulk.resolver.js'
import { ChannelKeysService } from './channel-keys.service.js'
import { ChannelsResolver } from './channels.resolver.js'
import { ChannelsService } from './channels.service.js'
import { TaggedChannelsService } from './tagged-channels.service.js'

@Module({
  imports: [ModelsModule, ChannelTestsModule],
  providers: [ChannelsResolver, ChannelBulkResolver, ChannelsService, ChannelKeysService, TaggedChannelsService],
  exports: [ChannelsService],
})
export class ChannelsModule {}
