import { Args, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import type { Caller } from '../../identity/caller.js'
import { TrafficFilter, TrafficSort } from './traffic.inputs.js'
import { TrafficService } from './traffic.service.js'
import {
  TRAFFIC_DIMENSION,
  TRAFFIC_INTERVAL,
  Traffic,
  type TrafficDimensionName,
  type TrafficIntervalName,
  TrafficRowConnection,
} from './traffic.types.js'

@Resolver()
export class TrafficResolver {
  constructor(private readonly service: TrafficService) {}

  @Query(() => Traffic, {
    description:
      "Everybody's calls of a time: sums, errors and a series. At most 14 days by hour, 400 by day. Finance and admins.",
  })
  traffic(
    @CurrentCaller() caller: Caller,
    @Args('filter', { description: 'Which calls.' }) filter: TrafficFilter,
    @Args('interval', { type: () => TRAFFIC_INTERVAL, description: 'What one point stands for.' })
    interval: TrafficIntervalName,
  ) {
    return this.service.series(caller, filter, interval)
  }

  @Query(() => TrafficRowConnection, {
    description: 'The same added up by one dimension, what cost most first; at most 400 days. Finance and admins.',
  })
  trafficBy(
    @CurrentCaller() caller: Caller,
    @Args('dimension', { type: () => TRAFFIC_DIMENSION, description: 'What to add up by.' })
    dimension: TrafficDimensionName,
    @Args('filter', { description: 'Which calls.' }) filter: TrafficFilter,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('search', { type: () => String, nullable: true, description: 'Part of the name; at most 64 characters.' })
    search?: string,
    @Args('sort', { nullable: true, description: 'Absent: what cost most first.' }) sort?: TrafficSort,
  ) {
    return this.service.list(caller, { dimension, filter, first, after, search, sort })
  }
}
