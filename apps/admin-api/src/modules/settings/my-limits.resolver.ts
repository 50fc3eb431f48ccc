import { Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import type { Caller } from '../../identity/caller.js'
import { MyLimitsService } from './my-limits.service.js'
import { MyLimits } from './my-limits.types.js'

@Resolver()
export class MyLimitsResolver {
  constructor(private readonly service: MyLimitsService) {}

  @Query(() => MyLimits, { description: 'Requests, tokens and calls at the same time that you are held to.' })
  myLimits(@CurrentCaller() caller: Caller) {
    return this.service.get(caller)
  }
}
