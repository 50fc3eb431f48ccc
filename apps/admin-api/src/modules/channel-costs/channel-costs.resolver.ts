import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import { DateScalar } from '../../graphql/scalars.js'
import type { Caller } from '../../identity/caller.js'
import type { ChannelRow } from '../channels/channels.repository.js'
import { Channel } from '../channels/channels.types.js'
import { ChannelCostsService } from './channel-costs.service.js'
import { ChannelCost, Margin, SetChannelCostInput, SetChannelCostPayload } from './channel-costs.types.js'

@Resolver(() => Channel)
export class ChannelCostsResolver {
  constructor(private readonly service: ChannelCostsService) {}

  @ResolveField(() => [ChannelCost], { description: 'What is paid now for each of its models, by name.' })
  costs(@CurrentCaller() caller: Caller, @Parent() channel: ChannelRow) {
    return this.service.listOf(caller, channel.id)
  }

  @Query(() => [Margin], {
    description:
      'What was charged, paid and is left by channel and model, most charged first; at most 5,000 rows. Finance and admins.',
  })
  margins(
    @CurrentCaller() caller: Caller,
    @Args('from', { type: () => DateScalar, description: 'First campus day.' }) from: string,
    @Args('to', { type: () => DateScalar, description: 'Last campus day, included.' }) to: string,
    @Args('channelId', { type: () => ID, nullable: true, description: 'Only this channel; absent: all.' })
    channelId?: string,
  ) {
    return this.service.margins(caller, { from, to, channelId: channelId ?? undefined })
  }

  @Mutation(() => SetChannelCostPayload, { description: 'Enters what a model costs us on a channel. Admins.' })
  async setChannelCost(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The cost.' }) input: SetChannelCostInput,
  ) {
    return toPayload('cost', await this.service.set(caller, input), caller.locale)
  }
}
