import { Module } from '@nestjs/common'
import { PricesService } from '../prices/prices.service.js'
import { ModelsResolver } from './models.resolver.js'
import { ModelsService } from './models.service.js'

@Module({ providers: [ModelsResolver, ModelsService, PricesService], exports: [ModelsService, PricesService] })
export class ModelsModule {}
