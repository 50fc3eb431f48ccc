import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { GqlExecutionContext } from '@nestjs/graphql'
import type { Caller } from '../identity/caller.js'
import type { Loaders } from './loaders.js'

/** What every resolver of one request shares. */
export interface RequestContext {
  caller: Caller
  loaders: Loaders
}

/** Who asks; pass it on to the service. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => contextOf(context).caller,
)

/** Batched look-ups of this request. */
export const CurrentLoaders = createParamDecorator(
  (_: unknown, context: ExecutionContext): Loaders => contextOf(context).loaders,
)

const contextOf = (context: ExecutionContext): RequestContext =>
  GqlExecutionContext.create(context).getContext<RequestContext>()
