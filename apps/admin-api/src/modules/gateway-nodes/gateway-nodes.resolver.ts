import { Args, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { GatewayNodesService } from './gateway-nodes.service.js'
import { ForceCloseGatewayNodeInput, GatewayNode, GatewayNodePayload } from './gateway-nodes.types.js'

@Resolver(() => GatewayNode)
export class GatewayNodesResolver {
  constructor(private readonly service: GatewayNodesService) {}

  @Query(() => [GatewayNode], {
    description: 'Gateways that ever asked for money, those that hold the most first; at most 500. Staff.',
  })
  gatewayNodes(@CurrentCaller() caller: Caller) {
    return this.service.list(caller)
  }

  @Mutation(() => GatewayNodePayload, {
    description:
      'Gives back at once what is held for a gateway whose disk is lost; nobody is answered under this name again: start it under another one. Its calls that settle later are charged all the same. Admins.',
  })
  async forceCloseGatewayNode(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which gateway, and why.' }) input: ForceCloseGatewayNodeInput,
  ) {
    return toPayload('gatewayNode', await this.service.forceClose(caller, input), caller.locale)
  }
}
