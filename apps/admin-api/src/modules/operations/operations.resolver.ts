import { Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import type { Caller } from '../../identity/caller.js'
import { OperationsService } from './operations.service.js'
import { Operations } from './operations.types.js'

@Resolver()
export class OperationsResolver {
  constructor(private readonly service: OperationsService) {}

  @Query(() => Operations, {
    name: 'operations',
    description: 'Which gateways are alive and what waits, at this moment. Finance and admins.',
  })
  look(@CurrentCaller() caller: Caller) {
    return this.service.look(caller)
  }
}
