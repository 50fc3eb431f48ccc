import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql'
import { BigIntScalar, DateScalar, Money } from '../../graphql/scalars.js'
import { LedgerTransaction } from '../finance/finance.types.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { Model } from '../models/models.types.js'
import { PriceVersion } from '../prices/prices.types.js'
import { CallFacts } from './call-facts.types.js'
import { USAGE_REASON, type UsageReasonName } from './usage-enums.types.js'

@ObjectType({ description: 'One line of a receipt: a class of tokens times its price.' })
export class ReceiptLine {
  @Field(() => String, {
    name: 'class',
    description: 'input, cacheRead, cacheWrite, cacheWrite1h, output, reasoning or request.',
  })
  tokenClass!: string

  @Field(() => BigIntScalar, { description: 'How many tokens; 1 for class request.' })
  tokens!: number

  @Field(() => Money, {
    name: 'perMillion',
    description: 'Price of a million tokens; for class request the price of the call.',
  })
  perMillionNanos!: bigint

  @Field(() => Money, {
    name: 'amount',
    description: 'Tokens × price, before ratio and rounding; cut after 9 decimals for show, the sum is exact.',
  })
  amountNanos!: bigint
}

@ObjectType({ description: 'How long one step of a call took.' })
export class ReceiptStep {
  @Field(() => String, { description: 'Name of the step, as in the server-timing header.' })
  name!: string

  @Field(() => Float, { description: 'Milliseconds.' })
  ms!: number
}

@ObjectType({ description: 'A channel with one of its keys that a call could have gone to.' })
export class RouteTarget {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => String, { description: 'Its name; the id where it is gone.' })
  channelName?: string

  @Field(() => String, { nullable: true, description: 'Last four characters of the key; null: it had none.' })
  keyLastFour?: string | null
}

@ObjectType({ description: 'Why nobody else served a call: how many channels and keys a reason kept away.' })
export class RouteExclusion {
  @Field(() => String, { description: 'Reason, as "why is my model not scheduled?" names it.' })
  reason!: string

  @Field(() => String, { description: 'The same as a sentence; the reason itself where it is a later version’s.' })
  sentence!: string

  @Field(() => Int, { description: 'Channels and keys.' })
  count!: number
}

@ObjectType({ description: 'How a call was routed.' })
export class ReceiptRoute {
  @Field(() => RouteTarget, { nullable: true, description: 'Who served it, or was tried last; null: nobody.' })
  chosen!: RouteTarget | null

  @Field(() => [RouteTarget], { description: 'The best that there were, at most five, in the order of trying.' })
  best!: RouteTarget[]

  @Field(() => [RouteExclusion], { description: 'What kept others away, most frequent first.' })
  excluded!: RouteExclusion[]
}

@ObjectType({ description: 'Why a call was turned away before anything was reserved for it.' })
export class ReceiptRefusal {
  @Field(() => Int, { description: 'HTTP status of the answer.' })
  httpStatus!: number

  @Field(() => String, { description: 'Error code, as in `errorCode`.' })
  code!: string

  @Field(() => String, { description: 'What it means and what to do; the code itself where it is a later version’s.' })
  sentence!: string

  @Field(() => String, { description: 'The words that the caller was told.' })
  message!: string
}

@ObjectType({ description: 'Why a call cost what it cost.' })
export class Receipt extends CallFacts {
  @Field(() => DateScalar, { description: 'Campus day that it counts for.' })
  occurredOn!: string

  @Field(() => String, {
    description: 'The model asked for, by its name at the time; empty: it was refused before it said which.',
  })
  modelName!: string

  @Field(() => Model, { nullable: true, description: 'The model as it is now; null: not there any more.' })
  model?: Model | null

  @Field(() => String, { nullable: true, description: 'Where it was served; null: no upstream was reached.' })
  channelName?: string | null

  @Field(() => PriceVersion, { nullable: true, description: 'The price that counted; null: the model had none.' })
  priceVersion?: PriceVersion | null

  @Field(() => String, { description: "The group's price factor at the time, as decimal text." })
  ratio!: string

  @Field(() => [ReceiptLine], { description: 'Classes × price; empty where nothing was charged.' })
  lines!: ReceiptLine[]

  @Field(() => String, { description: 'The sum of the lines × ratio, rounded up once: exact, as text for people.' })
  formula!: string

  @Field(() => Money, { name: 'reserved', description: 'What was held for it: an upper bound.' })
  reservedNanos!: bigint

  @Field(() => Money, { name: 'amount', description: 'What was debited.' })
  amountNanos!: bigint

  @Field(() => Money, {
    description: 'What was given back of it later: `transactions` has the corrections with their reasons.',
  })
  refunded?: bigint

  @Field(() => LedgerAccount, { nullable: true, description: 'Who paid.' })
  payer?: LedgerAccount | null

  @Field(() => USAGE_REASON, { nullable: true, description: 'Why they are what they are; null: an older gateway.' })
  provenanceReason!: UsageReasonName | null

  @Field(() => ID, { nullable: true, description: 'The lease that held its money; null: it had none.' })
  leaseId!: string | null

  @Field(() => String, { nullable: true, description: 'The gateway that served it; null: not yours to see.' })
  nodeId!: string | null

  @Field(() => ReceiptRoute, { nullable: true, description: 'How it was routed; null: not yours to see.' })
  route!: ReceiptRoute | null

  @Field(() => ReceiptRefusal, { nullable: true, description: 'Why it was refused; null: it was not.' })
  refusal!: ReceiptRefusal | null

  @Field(() => Boolean, { description: 'It cost more than was held: flagged for the operators.' })
  isOverrun!: boolean

  @Field(() => Boolean, { description: 'The answer was a stream.' })
  isStreamed!: boolean

  @Field(() => Int, { description: 'Upstream calls made.' })
  attempts!: number

  @Field(() => [ReceiptStep], { description: 'Where the time went, in order.' })
  steps!: ReceiptStep[]

  @Field(() => [LedgerTransaction], { description: 'Its ledger transactions: the debit, then corrections.' })
  transactions?: LedgerTransaction[]
}
