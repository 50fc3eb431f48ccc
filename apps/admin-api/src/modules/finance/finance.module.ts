import { Module } from '@nestjs/common'
import { FinanceResolver } from './finance.resolver.js'
import { FinanceService } from './finance.service.js'
import { MoneyClient } from './money.client.js'

@Module({ providers: [FinanceResolver, FinanceService, MoneyClient], exports: [FinanceService] })
export class FinanceModule {}
