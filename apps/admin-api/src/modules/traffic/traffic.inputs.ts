import { Field, ID, InputType } from '@nestjs/graphql'
import { SORT_DIRECTION, type SortDirection } from '../../graphql/payload.types.js'
import { DateScalar } from '../../graphql/scalars.js'
import { TRAFFIC_SORT, type TrafficSortName } from './traffic.types.js'

@InputType({ description: 'Which calls; every given field must match.' })
export class TrafficFilter {
  @Field(() => DateScalar, { description: 'First campus day.' })
  from!: string

  @Field(() => DateScalar, { description: 'Last campus day.' })
  to!: string

  @Field(() => ID, { nullable: true, description: 'Only calls with this key.' })
  apiKeyId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only calls of this user.' })
  userId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only calls that this channel served.' })
  channelId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only calls of this model.' })
  modelId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only calls of keys of this course.' })
  courseId?: string | null

  @Field(() => String, { nullable: true, description: 'Only calls of courses of this cost centre.' })
  costCentre?: string | null
}

@InputType({ description: 'Order of sums over calls.' })
export class TrafficSort {
  @Field(() => TRAFFIC_SORT, { description: 'What to sort by.' })
  field!: TrafficSortName

  @Field(() => SORT_DIRECTION, { description: 'Which end first.' })
  direction!: SortDirection
}
