import { Module } from '@nestjs/common'
import { FinanceModule } from '../finance/finance.module.js'
import { RedeemBatchesResolver, RedeemCodesResolver } from './redeem-codes.resolver.js'
import { RedeemCodesService } from './redeem-codes.service.js'

@Module({ imports: [FinanceModule], providers: [RedeemBatchesResolver, RedeemCodesResolver, RedeemCodesService] })
export class RedeemCodesModule {}
