import { Field, ID, ObjectType } from '@nestjs/graphql'
import { BigIntScalar, Money } from '../../graphql/scalars.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'

@ObjectType({ description: 'What calls of one model cost a course in an accounting period.' })
export class StatementLine {
  @Field(() => String, { description: 'The model, by its present name.' })
  modelName!: string

  @Field(() => BigIntScalar, { description: 'Calls posted in the period, failed ones included.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Input tokens, cached ones included.' })
  inputTokens!: bigint

  @Field(() => BigIntScalar, { description: 'Output tokens, reasoning included.' })
  outputTokens!: bigint

  @Field(() => Money, { name: 'amount', description: 'What they cost, less what was given back in the period.' })
  amountNanos!: bigint
}

@ObjectType({ description: 'One course of a statement, or all calls without a course.' })
export class StatementSection {
  @Field(() => ID, { description: 'The course; empty: calls without one.' })
  courseId!: string

  @Field(() => String, { nullable: true, description: 'Its present name; null: calls without one.' })
  courseName!: string | null

  @Field(() => String, { nullable: true, description: 'Whom it is charged to; null: nobody named.' })
  costCentre!: string | null

  @Field(() => BigIntScalar, { description: 'Calls of all its lines.' })
  calls!: bigint

  @Field(() => Money, { name: 'amount', description: 'Sum of its lines.' })
  amountNanos!: bigint

  @Field(() => [StatementLine], { description: 'By cost, the largest first.' })
  lines!: StatementLine[]
}

@ObjectType({ description: 'What was consumed in an accounting period, by course and model. A few seconds behind.' })
export class Statement {
  @Field(() => String, { description: 'The month as YYYY-MM, campus time zone.' })
  period!: string

  @Field(() => Boolean, { description: 'The month is not over: figures still grow.' })
  isOpen!: boolean

  @Field(() => [StatementSection], { description: 'By cost, the largest first.' })
  sections!: StatementSection[]

  @Field(() => BigIntScalar, { description: 'Calls of all sections.' })
  calls!: bigint

  @Field(() => Money, { name: 'amount', description: 'Sum of all sections.' })
  amountNanos!: bigint

  @Field(() => Money, {
    name: 'ledgerAmount',
    description:
      'What the ledger’s account of revenue got in the period, by the sum that is kept with its entries: the same figure.',
  })
  ledgerAmountNanos?: bigint
}

@ObjectType({ description: 'All movements of one kind in a period.' })
export class AccountStatementLine {
  @Field(() => String, { description: 'usage, grant, course_grant, redeem, adjustment, refund, move or expire.' })
  kind!: string

  @Field(() => BigIntScalar, { description: 'How many.' })
  count!: bigint

  @Field(() => Money, { name: 'amount', description: 'Their sum; negative: taken away.' })
  amountNanos!: bigint
}

@ObjectType({ description: 'An account over an accounting period: what was there, what moved, what is left.' })
export class AccountStatement {
  @Field(() => LedgerAccount, { description: 'Which account.' })
  account!: LedgerAccount

  @Field(() => String, { description: 'The month as YYYY-MM, campus time zone.' })
  period!: string

  @Field(() => Boolean, { description: 'The month is not over.' })
  isOpen!: boolean

  @Field(() => Money, { name: 'opening', description: 'Sum of all entries of earlier periods.' })
  openingNanos!: bigint

  @Field(() => [AccountStatementLine], { description: 'By kind.' })
  lines!: AccountStatementLine[]

  @Field(() => Money, { name: 'closing', description: 'Opening plus all lines.' })
  closingNanos!: bigint
}
