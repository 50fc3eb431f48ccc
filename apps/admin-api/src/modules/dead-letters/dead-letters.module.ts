import { Module } from '@nestjs/common'
import { FinanceModule } from '../finance/finance.module.js'
import { DeadLetterCallsResolver, DeadLettersResolver } from './dead-letters.resolver.js'
import { DeadLettersService } from './dead-letters.service.js'

@Module({ imports: [FinanceModule], providers: [DeadLetterCallsResolver, DeadLettersResolver, DeadLettersService] })
export class DeadLettersModule {}
