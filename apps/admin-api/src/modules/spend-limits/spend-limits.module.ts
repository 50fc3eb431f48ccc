import { Module } from '@nestjs/common'
import { FinanceModule } from '../finance/finance.module.js'
import { SpendLimitsResolver } from './spend-limits.resolver.js'
import { SpendLimitsService } from './spend-limits.service.js'

@Module({ imports: [FinanceModule], providers: [SpendLimitsResolver, SpendLimitsService] })
export class SpendLimitsModule {}
