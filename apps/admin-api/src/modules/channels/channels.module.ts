import { Module } from '@nestjs/common'
import { ModelsModule } from '../models/models.module.js'
import { ChannelsResolver } from './channels.resolver.js'
import { ChannelsService } from './channels.service.js'

@Module({ imports: [ModelsModule], providers: [ChannelsResolver, ChannelsService], exports: [ChannelsService] })
export class ChannelsModule {}
