import { Module } from '@nestjs/common'
import { FinanceModule } from '../finance/finance.module.js'
import { ReconciliationResolver } from './reconciliation.resolver.js'
import { ReconciliationService } from './reconciliation.service.js'

@Module({ imports: [FinanceModule], providers: [ReconciliationResolver, ReconciliationService] })
export class ReconciliationModule {}
