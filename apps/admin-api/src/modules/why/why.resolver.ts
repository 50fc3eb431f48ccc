import { Args, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import type { Caller } from '../../identity/caller.js'
import { WhyService } from './why.service.js'
import { RouteExplanation, WhyModelInput } from './why.types.js'

@Resolver()
export class WhyResolver {
  constructor(private readonly why: WhyService) {}

  @Query(() => RouteExplanation, {
    nullable: true,
    description:
      'Why a model is scheduled or not, asked of a gateway: every candidate with its reason. For oneself; staff: for anybody. Null: no gateway answers now.',
  })
  whyModel(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which call, by whom.' }) input: WhyModelInput,
  ): Promise<RouteExplanation | undefined> {
    return this.why.explain(caller, input)
  }
}
