import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { DateScalar, DateTime, Money } from '../../graphql/scalars.js'

export const HELD_STATE = { OPEN: 'open', DRAINING: 'draining' } as const
export type HeldStateName = (typeof HELD_STATE)[keyof typeof HELD_STATE]
registerEnumType(HELD_STATE, {
  name: 'HeldState',
  description: 'What held money waits for.',
  valuesMap: {
    OPEN: { description: 'For calls under way or to come.' },
    DRAINING: { description: 'For calls that are over and not settled yet.' },
  },
})

@ObjectType({ description: 'Part of what an account holds: why, where, since and until when.' })
export class HeldMoney {
  @Field(() => ID, { description: 'The lease.' })
  id!: string

  @Field(() => Money, { name: 'amount', description: 'How much of the balance.' })
  amountNanos!: bigint

  @Field(() => HELD_STATE, { description: 'What it waits for.' })
  state!: HeldStateName

  @Field(() => String, { nullable: true, description: 'The key whose calls it is for; null: unknown.' })
  keyName!: string | null

  @Field(() => String, { nullable: true, description: 'The gateway that holds it; null: not yours to see.' })
  nodeId!: string | null

  @Field(() => DateTime, { description: 'Since when.' })
  since!: Date

  @Field(() => DateTime, { description: 'OPEN: until when at most; DRAINING: when its calls should have ended.' })
  expiresAt!: Date
}

export const LIMIT_KIND = { KEY_CAP: 'key_cap', COURSE_LIMIT: 'course_limit' } as const
export type LimitKindName = (typeof LIMIT_KIND)[keyof typeof LIMIT_KIND]
registerEnumType(LIMIT_KIND, {
  name: 'LimitKind',
  description: 'Whose spending a limit counts.',
  valuesMap: {
    KEY_CAP: { description: 'That of one key.' },
    COURSE_LIMIT: { description: 'That of all calls of a course.' },
  },
})

export const LIMIT_PERIOD = { DAY: 'day', WEEK: 'week', MONTH: 'month', TERM: 'term', TOTAL: 'total' } as const
export type LimitPeriodName = (typeof LIMIT_PERIOD)[keyof typeof LIMIT_PERIOD]
registerEnumType(LIMIT_PERIOD, {
  name: 'LimitPeriod',
  description: 'How long a limit counts before it begins anew, in the campus time zone.',
  valuesMap: {
    DAY: { description: 'A campus day.' },
    WEEK: { description: 'From Monday.' },
    MONTH: { description: 'A calendar month.' },
    TERM: { description: 'From its first to its last day; outside of them nothing is allowed.' },
    TOTAL: { description: 'For ever.' },
  },
})

@ObjectType({ description: 'How much may be spent through an account in a period.' })
export class AccountLimit {
  @Field(() => ID, { description: 'The limit.' })
  id!: string

  @Field(() => LIMIT_KIND, { description: 'Whose spending it counts.' })
  kind!: LimitKindName

  @Field(() => String, { nullable: true, description: 'Name of the key or course.' })
  name!: string | null

  @Field(() => LIMIT_PERIOD, { description: 'How long it counts.' })
  period!: LimitPeriodName

  @Field(() => Money, { name: 'amount', description: 'What may be spent in the present period.' })
  amountNanos!: bigint

  @Field(() => Money, { name: 'spent', description: 'What was spent in it, less what was given back.' })
  spentNanos!: bigint

  @Field(() => Money, { name: 'held', description: 'What running calls hold of it.' })
  heldNanos!: bigint

  @Field(() => DateTime, { nullable: true, description: 'When it begins anew; null: never, or nothing was spent yet.' })
  endsAt!: Date | null
}

@ObjectType({
  description: 'How long the money of an account lasts at the present pace. A guess from the past, no promise.',
})
export class BurnForecast {
  @Field(() => Money, { name: 'perDay', description: 'What was spent a day, on average, quiet days included.' })
  perDayNanos!: bigint

  @Field(() => Int, { description: 'Of how many days that is the average, today included; at most 28.' })
  basedOnDays!: number

  @Field(() => Int, { description: 'Whole days for which the available money lasts; at most 365.' })
  daysLeft!: number

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it is used up; null: in more than a year.',
  })
  emptyOn!: string | null
}
