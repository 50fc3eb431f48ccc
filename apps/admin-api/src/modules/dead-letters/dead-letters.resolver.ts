import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { loadVisibleUser } from '../finance/visible-user.js'
import { User } from '../users/users.types.js'
import type { DeadLetterRow } from './dead-letters.repository.js'
import { DeadLettersService } from './dead-letters.service.js'
import {
  DeadLetter,
  DeadLetterCall,
  DeadLetterConnection,
  DeadLetterFilter,
  DeadLetterPayload,
  ReplayDeadLetterInput,
} from './dead-letters.types.js'
import { type LetterCall, summarizeLetter } from './summarize-letter.js'

const SHOWN_CHARACTERS = 8_000

@Resolver(() => DeadLetter)
export class DeadLettersResolver {
  constructor(private readonly service: DeadLettersService) {}

  @Query(() => DeadLetterConnection, { description: 'Usage events that were put aside, newest first. Staff.' })
  deadLetters(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which ones; absent: all.' }) filter?: DeadLetterFilter,
  ) {
    return this.service.list(caller, { first, after, filter })
  }

  @Mutation(() => DeadLetterPayload, {
    description: 'Tries to settle an event that was put aside: once a call, however often it is tried. Admins.',
  })
  async replayDeadLetter(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which event, and why now.' }) input: ReplayDeadLetterInput,
  ) {
    const result = await this.service.replay(caller, input)
    if (result.type === 'failed') return toPayload('deadLetter', result, caller.locale)
    return { ...result.value, problems: [] }
  }

  @ResolveField(() => ID)
  id(@Parent() letter: DeadLetterRow) {
    return letter.id.toString()
  }

  @ResolveField(() => String)
  text(@Parent() letter: DeadLetterRow) {
    return letter.text.slice(0, SHOWN_CHARACTERS)
  }

  @ResolveField(() => DeadLetterCall)
  call(@Parent() letter: DeadLetterRow) {
    return summarizeLetter(letter.text)
  }

  @ResolveField(() => User)
  replayedBy(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() letter: DeadLetterRow) {
    return loadVisibleUser(caller, loaders, letter.replayedByUserId)
  }
}

@Resolver(() => DeadLetterCall)
export class DeadLetterCallsResolver {
  @ResolveField(() => User)
  user(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() call: LetterCall) {
    return loadVisibleUser(caller, loaders, call.userId ?? null)
  }

  @ResolveField(() => ApiKey)
  apiKey(@CurrentLoaders() loaders: Loaders, @Parent() call: LetterCall) {
    return call.keyId === undefined ? null : loaders.apiKey.load(call.keyId)
  }

  @ResolveField(() => LedgerAccount)
  payer(@CurrentLoaders() loaders: Loaders, @Parent() call: LetterCall) {
    return call.payerId === undefined ? null : loaders.ledgerAccount.load(call.payerId)
  }
}
