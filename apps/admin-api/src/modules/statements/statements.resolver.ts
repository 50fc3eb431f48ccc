import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { Money } from '../../graphql/scalars.js'
import type { Caller } from '../../identity/caller.js'
import { type StatementRow, StatementsService } from './statements.service.js'
import { AccountStatement, Statement } from './statements.types.js'

const PERIOD = { description: 'The month as YYYY-MM.' }

@Resolver(() => Statement)
export class StatementsResolver {
  constructor(private readonly statements: StatementsService) {}

  @Query(() => Statement, { description: 'A month by course and model. Finance and admins.' })
  statement(@CurrentCaller() caller: Caller, @Args('period', PERIOD) period: string) {
    return this.statements.get(caller, period)
  }

  @Query(() => String, {
    nullable: true,
    description: 'The last month in which a call was posted, as YYYY-MM; null: none was. Finance and admins.',
  })
  newestStatementPeriod(@CurrentCaller() caller: Caller) {
    return this.statements.newestPeriod(caller)
  }

  @Query(() => AccountStatement, { description: 'A month of an account: its owner, and staff.' })
  accountStatement(
    @CurrentCaller() caller: Caller,
    @Args('period', PERIOD) period: string,
    @Args('accountId', { type: () => ID, nullable: true, description: 'Which account; absent: the own wallet.' })
    accountId?: string,
  ) {
    return this.statements.ofAccount(caller, accountId, period)
  }

  @ResolveField('ledgerAmount', () => Money)
  ledgerAmount(@CurrentCaller() caller: Caller, @Parent() { period }: StatementRow) {
    return this.statements.ledgerAmount(caller, period)
  }
}
