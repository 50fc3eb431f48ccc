import { Module } from '@nestjs/common'
import { ChannelsModule } from '../channels/channels.module.js'
import { ModelsModule } from '../models/models.module.js'
import { EgressClient } from './egress.client.js'
import { ExportCatalogService } from './export-catalog.service.js'
import { ImportCatalogService } from './import-catalog.service.js'
import { ImportChannelsService } from './import-channels.service.js'
import { ImportModelsService } from './import-models.service.js'
import { TransferResolver } from './transfer.resolver.js'

@Module({
  imports: [ChannelsModule, ModelsModule],
  providers: [
    TransferResolver,
    ImportCatalogService,
    ImportChannelsService,
    ImportModelsService,
    ExportCatalogService,
    EgressClient,
  ],
  exports: [EgressClient],
})
export class ChannelTransferModule {}
