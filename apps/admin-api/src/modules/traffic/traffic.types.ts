import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf } from '../../graphql/payload.types.js'
import { BigIntScalar, DateScalar, DateTime } from '../../graphql/scalars.js'
import { CallSums } from '../usage/call-sums.types.js'

export const TRAFFIC_INTERVAL = { HOUR: 'hour', DAY: 'day', WEEK: 'week', MONTH: 'month' } as const
export type TrafficIntervalName = (typeof TRAFFIC_INTERVAL)[keyof typeof TRAFFIC_INTERVAL]
registerEnumType(TRAFFIC_INTERVAL, {
  name: 'TrafficInterval',
  description: 'What one point of a series stands for, in the campus time zone.',
  valuesMap: {
    HOUR: { description: 'An hour.' },
    DAY: { description: 'A campus day.' },
    WEEK: { description: 'From Monday.' },
    MONTH: { description: 'A calendar month.' },
  },
})

export const TRAFFIC_DIMENSION = {
  API_KEY: 'apiKey',
  CHANNEL: 'channel',
  COST_CENTRE: 'costCentre',
  COURSE: 'course',
  MODEL: 'model',
  USER: 'user',
} as const
export type TrafficDimensionName = (typeof TRAFFIC_DIMENSION)[keyof typeof TRAFFIC_DIMENSION]
registerEnumType(TRAFFIC_DIMENSION, {
  name: 'TrafficDimension',
  description: 'What calls are added up by.',
  valuesMap: {
    API_KEY: { description: 'The key that called.' },
    CHANNEL: { description: 'The channel that was asked last.' },
    COST_CENTRE: { description: 'Whom the course of the key is charged to.' },
    COURSE: { description: 'The course of the key.' },
    MODEL: { description: 'The model asked for.' },
    USER: { description: 'Who called.' },
  },
})

export const TRAFFIC_SORT = { AMOUNT: 'amount', CALLS: 'calls', TOKENS: 'tokens', NAME: 'name' } as const
export type TrafficSortName = (typeof TRAFFIC_SORT)[keyof typeof TRAFFIC_SORT]
registerEnumType(TRAFFIC_SORT, {
  name: 'TrafficSortField',
  description: 'What rows are sorted by.',
  valuesMap: {
    AMOUNT: { description: 'What they cost.' },
    CALLS: { description: 'How many calls.' },
    TOKENS: { description: 'Input and output tokens together.' },
    NAME: { description: 'The name, in small letters.' },
  },
})

@ObjectType({
  description: 'How long completed calls took, from counts in fixed buckets: a figure is within 41 % of the truth.',
})
export class LatencySpread {
  @Field(() => Int, { description: 'How many calls were measured.' })
  samples!: number

  @Field(() => Int, { nullable: true, description: 'Milliseconds that half of them took at most; null: no samples.' })
  p50Ms!: number | null

  @Field(() => Int, { nullable: true, description: 'Milliseconds that 95 % of them took at most; null: no samples.' })
  p95Ms!: number | null
}

/** With the parts of the tokens, and how long calls took. */
@ObjectType({ isAbstract: true })
export abstract class TrafficSums extends CallSums {
  @Field(() => BigIntScalar, { description: 'Input tokens that were read from a cache.' })
  cachedTokens!: bigint

  @Field(() => BigIntScalar, { description: 'Output tokens spent on reasoning.' })
  reasoningTokens!: bigint

  @Field(() => LatencySpread, {
    nullable: true,
    description: 'From admission to the end; null: not kept for this question.',
  })
  duration!: LatencySpread | null

  @Field(() => LatencySpread, {
    nullable: true,
    description: 'From admission to the first byte; null: not kept for this question.',
  })
  firstByte!: LatencySpread | null
}

@ObjectType({ description: 'Calls of one hour, day, week or month.' })
export class TrafficPoint extends TrafficSums {
  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: Date

  @Field(() => DateScalar, { description: 'The campus day on which it begins.' })
  date!: string
}

@ObjectType({ description: 'How many calls ended in one way other than a whole answer.' })
export class TrafficOutcome {
  @Field(() => String, { description: 'An error code; aborted: the caller went away; interrupted: a gateway ended.' })
  code!: string

  @Field(() => BigIntScalar, { description: 'How many calls.' })
  calls!: bigint
}

@ObjectType({ description: 'Calls of a time, in all and as a series. A few seconds behind.' })
export class Traffic extends TrafficSums {
  @Field(() => [TrafficOutcome], { description: 'Calls that did not complete, by class, the most frequent first.' })
  outcomes!: TrafficOutcome[]

  @Field(() => [TrafficPoint], { description: 'Oldest first, without gaps, until now.' })
  points!: TrafficPoint[]
}

@ObjectType({ description: 'Calls of one key, channel, model, user, course or cost centre.' })
export class TrafficRow extends TrafficSums {
  @Field(() => ID, { description: 'Of the thing itself; a cost centre’s own name; empty: calls without any.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'Its present name; null: calls without any.' })
  name!: string | null

  @Field(() => String, { nullable: true, description: 'Of a key its user’s name, of a user the person’s; else null.' })
  detail!: string | null
}

@ObjectType({ description: 'One page of sums over calls.' })
export class TrafficRowConnection extends connectionOf(TrafficRow, { name: 'TrafficRow', of: 'sums' }) {}
