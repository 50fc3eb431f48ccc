import { Module } from '@nestjs/common'
import { ProjectorModule } from '../../projector/projector.module.js'
import { ChannelTestClient } from './channel-test.client.js'
import {
  AddedChannelResolver,
  ChannelTestsResolver,
  MeasurementResolver,
  SavedChannelResolver,
} from './channel-tests.resolver.js'
import { ChannelTestsService } from './channel-tests.service.js'
import { ProbeJob } from './probe.job.js'

@Module({
  imports: [ProjectorModule],
  providers: [
    ChannelTestsResolver,
    SavedChannelResolver,
    AddedChannelResolver,
    MeasurementResolver,
    ChannelTestsService,
    ChannelTestClient,
    ProbeJob,
  ],
  exports: [ChannelTestsService],
})
export class ChannelTestsModule {}
