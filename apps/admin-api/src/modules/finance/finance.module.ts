import { Module } from '@nestjs/common'
import { AccountMoneyResolver } from './account-money.resolver.js'
import { AccountEntriesResolver, LedgerAccountsResolver } from './accounts.resolver.js'
import { AccountsService } from './accounts.service.js'
import { CorrectionsResolver } from './corrections.resolver.js'
import { CorrectionsService } from './corrections.service.js'
import { FinanceResolver } from './finance.resolver.js'
import { FinanceService } from './finance.service.js'
import { MoneyClient } from './money.client.js'

@Module({
  providers: [
    AccountEntriesResolver,
    AccountMoneyResolver,
    AccountsService,
    CorrectionsResolver,
    CorrectionsService,
    FinanceResolver,
    FinanceService,
    LedgerAccountsResolver,
    MoneyClient,
  ],
  exports: [AccountsService, FinanceService, MoneyClient],
})
export class FinanceModule {}
