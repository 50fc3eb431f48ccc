import { Parent, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { RouteTarget } from './receipt.types.js'
import type { RouteTargetRow } from './to-route.js'

@Resolver(() => RouteTarget)
export class RouteTargetResolver {
  @ResolveField(() => String)
  async channelName(@CurrentLoaders() loaders: Loaders, @Parent() target: RouteTargetRow) {
    return (await loaders.channelName.load(target.channelId)) ?? target.channelId
  }

  @ResolveField(() => String)
  async keyLastFour(@CurrentLoaders() loaders: Loaders, @Parent() { channelKeyId }: RouteTargetRow) {
    return channelKeyId === undefined ? null : ((await loaders.channelKey.load(channelKeyId))?.lastFour ?? null)
  }
}
