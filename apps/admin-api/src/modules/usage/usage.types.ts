import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf } from '../../graphql/payload.types.js'
import { BigIntScalar, DateScalar, DateTime, Money } from '../../graphql/scalars.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { LedgerTransaction } from '../finance/finance.types.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { Model } from '../models/models.types.js'
import { PriceVersion } from '../prices/prices.types.js'
import { User } from '../users/users.types.js'

export const USAGE_STATUS = {
  COMPLETED: 'completed',
  ABORTED: 'aborted',
  FAILED: 'failed',
  INTERRUPTED: 'interrupted',
} as const
export type UsageStatusName = (typeof USAGE_STATUS)[keyof typeof USAGE_STATUS]
registerEnumType(USAGE_STATUS, {
  name: 'UsageStatus',
  description: 'How a call ended, as the caller saw it.',
  valuesMap: {
    COMPLETED: { description: 'The answer came to its end.' },
    ABORTED: { description: 'The caller went away.' },
    FAILED: { description: 'The caller got an error.' },
    INTERRUPTED: { description: 'A gateway ended in the middle.' },
  },
})

export const USAGE_PROVENANCE = {
  REPORTED: 'reported',
  ESTIMATED: 'estimated',
  DRAINED: 'drained',
  INTERRUPTED: 'interrupted',
  VOID: 'void',
} as const
export type UsageProvenanceName = (typeof USAGE_PROVENANCE)[keyof typeof USAGE_PROVENANCE]
registerEnumType(USAGE_PROVENANCE, {
  name: 'UsageProvenance',
  description: 'Where the token counts come from.',
  valuesMap: {
    REPORTED: { description: 'Told by the upstream.' },
    ESTIMATED: { description: 'Counted by the gateway.' },
    DRAINED: { description: 'Told by the upstream after the caller had gone.' },
    INTERRUPTED: { description: 'Put together after a gateway had ended in the middle.' },
    VOID: { description: 'No byte of an answer arrived: free.' },
  },
})

export const USAGE_REASON = {
  REPORTED: 'reported',
  NO_USAGE: 'no_usage',
  ODD_USAGE: 'odd_usage',
  CLIENT_LEFT: 'client_left',
  DRAINED: 'drained',
  DRAIN_BOUND: 'drain_bound',
  CUT: 'cut',
  GATEWAY_DIED: 'gateway_died',
  NO_ANSWER: 'no_answer',
} as const
export type UsageReasonName = (typeof USAGE_REASON)[keyof typeof USAGE_REASON]
registerEnumType(USAGE_REASON, {
  name: 'UsageReason',
  description: 'Why the token counts are what they are.',
  valuesMap: {
    REPORTED: { description: 'The upstream told them.' },
    NO_USAGE: { description: 'The upstream told none.' },
    ODD_USAGE: { description: 'What the upstream told cannot be.' },
    CLIENT_LEFT: { description: 'The answer was cut because the caller had gone.' },
    DRAINED: { description: 'The upstream told them after the caller had gone.' },
    DRAIN_BOUND: { description: 'Reading on after the caller had gone was given up.' },
    CUT: { description: 'The upstream broke off.' },
    GATEWAY_DIED: { description: 'Put together from a journal.' },
    NO_ANSWER: { description: 'No byte of an answer came.' },
  },
})

@InputType({ description: 'Which calls; every given field must match.' })
export class UsageFilter {
  @Field(() => ID, { nullable: true, description: 'Whose calls; others than the own ones: staff only.' })
  userId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only calls with this key.' })
  apiKeyId?: string | null

  @Field(() => String, { nullable: true, description: 'Only this model, by its name at the time.' })
  modelName?: string | null

  @Field(() => USAGE_STATUS, { nullable: true, description: 'Only calls that ended so; not for summaries.' })
  status?: UsageStatusName | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Admitted from this instant on; summaries: from its hour on, 30 days ago if absent.',
  })
  from?: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Admitted before this instant; summaries: before its hour is over.',
  })
  to?: Date | null

  @Field(() => ID, { nullable: true, description: 'Only this call; not for summaries.' })
  requestId?: string | null
}

@ObjectType({ description: 'One settled call.' })
export class UsageRow {
  @Field(() => ID, { description: 'Request id, as in the x-request-id header of the answer.' })
  requestId!: string

  @Field(() => DateTime, { description: 'When the gateway took it.' })
  admittedAt!: Date

  @Field(() => User, { description: 'Who called.' })
  user?: User

  @Field(() => ApiKey, { nullable: true, description: 'With which key.' })
  apiKey?: ApiKey | null

  @Field(() => String, { description: 'The model asked for.' })
  modelName!: string

  @Field(() => BigIntScalar, { description: 'All input tokens, cached ones included.' })
  inputTokens!: number

  @Field(() => BigIntScalar, { description: 'Input tokens that were read from a cache.' })
  cachedTokens!: number

  @Field(() => BigIntScalar, { description: 'All output tokens, reasoning included.' })
  outputTokens!: number

  @Field(() => BigIntScalar, { description: 'Output tokens spent on reasoning.' })
  reasoningTokens!: number

  @Field(() => Money, { name: 'amount', description: 'What it cost.' })
  amountNanos!: bigint

  @Field(() => Money, { description: 'What was given back of it later.' })
  refunded?: bigint

  @Field(() => USAGE_STATUS, { description: 'How it ended.' })
  status!: UsageStatusName

  @Field(() => USAGE_PROVENANCE, { description: 'Where the token counts come from.' })
  provenance!: UsageProvenanceName

  @Field(() => Int, { description: 'Milliseconds from admission to the end.' })
  durationMs!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds from admission to the first byte; null: there was none.',
  })
  firstByteMs!: number | null

  @Field(() => String, { nullable: true, description: 'Error code where it failed.' })
  errorCode!: string | null
}

@ObjectType({ description: 'One page of calls.' })
export class UsageRowConnection extends connectionOf(UsageRow, { name: 'UsageRow', of: 'calls' }) {}

@ObjectType({ description: 'Sums of one model on one campus day.' })
export class UsageDay {
  @Field(() => DateScalar, { description: 'The campus day.' })
  date!: string

  @Field(() => String, { description: 'The model, by its present name.' })
  modelName!: string

  @Field(() => BigIntScalar, { description: 'Calls, failed ones included.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Input tokens, cached ones included.' })
  inputTokens!: bigint

  @Field(() => BigIntScalar, { description: 'Output tokens, reasoning included.' })
  outputTokens!: bigint

  @Field(() => Money, { name: 'amount', description: 'What they cost, less what was given back.' })
  amountNanos!: bigint

  @Field(() => BigIntScalar, { description: 'Calls that did not complete.' })
  failedCalls!: bigint
}

@ObjectType({ isAbstract: true })
abstract class UsageSums {
  @Field(() => BigIntScalar, { description: 'Calls, failed ones included.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Calls that did not complete.' })
  failedCalls!: bigint

  @Field(() => BigIntScalar, { description: 'Input tokens, cached ones included.' })
  inputTokens!: bigint

  @Field(() => BigIntScalar, { description: 'Output tokens, reasoning included.' })
  outputTokens!: bigint

  @Field(() => Money, { name: 'amount', description: 'What they cost, less what was given back.' })
  amountNanos!: bigint
}

@ObjectType({ description: 'Sums of one model over a time.' })
export class UsageOfModel extends UsageSums {
  @Field(() => String, { description: 'The model, by its present name.' })
  modelName!: string
}

@ObjectType({ description: 'Sums of one key over a time.' })
export class UsageOfKey extends UsageSums {
  @Field(() => ID, { description: 'The key.' })
  keyId!: string

  @Field(() => ApiKey, { nullable: true, description: 'The key; null: it is not there any more.' })
  apiKey?: ApiKey | null
}

@ObjectType({ description: 'Sums over a time, and by day and model.' })
export class UsageSummary {
  @Field(() => BigIntScalar, { description: 'Calls, failed ones included.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Calls that did not complete.' })
  failedCalls!: bigint

  @Field(() => BigIntScalar, { description: 'Input tokens, cached ones included.' })
  inputTokens!: bigint

  @Field(() => BigIntScalar, { description: 'Output tokens, reasoning included.' })
  outputTokens!: bigint

  @Field(() => Money, { name: 'amount', description: 'What they cost, less what was given back.' })
  amountNanos!: bigint

  @Field(() => [UsageDay], { description: 'By day, latest first, then by cost; at most 5,000 rows.' })
  days!: UsageDay[]

  @Field(() => [UsageOfModel], { description: 'By model, what cost most first; at most 1,000.' })
  models?: UsageOfModel[]

  @Field(() => [UsageOfKey], { description: 'By key, what cost most first; at most 1,000.' })
  keys?: UsageOfKey[]
}

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

@ObjectType({ description: 'Why a call cost what it cost.' })
export class Receipt {
  @Field(() => ID, { description: 'Request id, as in the x-request-id header of the answer.' })
  requestId!: string

  @Field(() => DateTime, { description: 'When the gateway took it.' })
  admittedAt!: Date

  @Field(() => DateScalar, { description: 'Campus day that it counts for.' })
  occurredOn!: string

  @Field(() => User, { description: 'Who called.' })
  user?: User

  @Field(() => ApiKey, { nullable: true, description: 'With which key.' })
  apiKey?: ApiKey | null

  @Field(() => String, { description: 'The model asked for, by its name at the time.' })
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

  @Field(() => USAGE_PROVENANCE, { description: 'Where the token counts come from.' })
  provenance!: UsageProvenanceName

  @Field(() => USAGE_REASON, { nullable: true, description: 'Why they are what they are; null: an older gateway.' })
  provenanceReason!: UsageReasonName | null

  @Field(() => ID, { nullable: true, description: 'The lease that held its money; null: it had none.' })
  leaseId!: string | null

  @Field(() => String, { nullable: true, description: 'The gateway that served it; null: not yours to see.' })
  nodeId!: string | null

  @Field(() => ReceiptRoute, { nullable: true, description: 'How it was routed; null: not yours to see.' })
  route!: ReceiptRoute | null

  @Field(() => USAGE_STATUS, { description: 'How it ended.' })
  status!: UsageStatusName

  @Field(() => String, { nullable: true, description: 'Error code where it failed.' })
  errorCode!: string | null

  @Field(() => Boolean, { description: 'It cost more than was held: flagged for the operators.' })
  isOverrun!: boolean

  @Field(() => Boolean, { description: 'The answer was a stream.' })
  isStreamed!: boolean

  @Field(() => Int, { description: 'Upstream calls made.' })
  attempts!: number

  @Field(() => Int, { description: 'Milliseconds from admission to the end.' })
  durationMs!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds from admission to the first byte; null: there was none.',
  })
  firstByteMs!: number | null

  @Field(() => [ReceiptStep], { description: 'Where the time went, in order.' })
  steps!: ReceiptStep[]

  @Field(() => [LedgerTransaction], { description: 'Its ledger transactions: the debit, then corrections.' })
  transactions?: LedgerTransaction[]
}
