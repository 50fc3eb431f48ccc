import { Module } from '@nestjs/common'
import { FinanceModule } from '../finance/finance.module.js'
import { PoolsResolver } from './pools.resolver.js'
import { PoolsService } from './pools.service.js'

@Module({ imports: [FinanceModule], providers: [PoolsResolver, PoolsService] })
export class PoolsModule {}
