import { Module } from '@nestjs/common'
import { FinanceModule } from '../finance/finance.module.js'
import { StatementsResolver } from './statements.resolver.js'
import { StatementsService } from './statements.service.js'

@Module({ imports: [FinanceModule], providers: [StatementsResolver, StatementsService] })
export class StatementsModule {}
