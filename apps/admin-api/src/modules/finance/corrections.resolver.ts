import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { type Result, toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { User } from '../users/users.types.js'
import {
  AdjustAccountInput,
  CorrectionFilter,
  DecideCorrectionInput,
  MoveMoneyInput,
  RefundCallInput,
} from './corrections.inputs.js'
import type { CorrectionRow } from './corrections.repository.js'
import { type Corrected, CorrectionsService } from './corrections.service.js'
import { Correction, CorrectionConnection, CorrectionPayload } from './corrections.types.js'
import { LedgerAccount } from './ledger-account.types.js'
import { loadVisibleUser } from './visible-user.js'

@Resolver(() => Correction)
export class CorrectionsResolver {
  constructor(private readonly corrections: CorrectionsService) {}

  @Query(() => CorrectionConnection, {
    name: 'corrections',
    description: 'Those that wait for a second person first, then the newest. Staff.',
  })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which corrections; absent: all.' }) filter?: CorrectionFilter,
  ) {
    return this.corrections.list(caller, { first, after, filter })
  }

  @ResolveField(() => LedgerAccount)
  account(@CurrentLoaders() loaders: Loaders, @Parent() correction: CorrectionRow) {
    return loaders.ledgerAccount.load(correction.accountId)
  }

  @ResolveField(() => LedgerAccount)
  toAccount(@CurrentLoaders() loaders: Loaders, @Parent() correction: CorrectionRow) {
    return correction.toAccountId === null ? null : loaders.ledgerAccount.load(correction.toAccountId)
  }

  @ResolveField(() => User)
  actor(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() correction: CorrectionRow) {
    return loadVisibleUser(caller, loaders, correction.actorUserId)
  }

  @ResolveField(() => User)
  secondPerson(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() row: CorrectionRow) {
    return loadVisibleUser(caller, loaders, row.secondUserId)
  }

  @ResolveField(() => User)
  decidedBy(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() correction: CorrectionRow) {
    return loadVisibleUser(caller, loaders, correction.decidedByUserId)
  }

  @ResolveField(() => Boolean)
  canDecide(@CurrentCaller() caller: Caller, @Parent() correction: CorrectionRow) {
    return this.corrections.canDecide(caller, correction)
  }

  @Mutation(() => CorrectionPayload, {
    description: 'Changes a balance: what it gives is posted at once, what it takes waits for a second person. Admins.',
  })
  async adjustAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The change.' }) input: AdjustAccountInput,
  ) {
    return payloadOf(await this.corrections.adjust(caller, input), caller)
  }

  @Mutation(() => CorrectionPayload, {
    description: "Gives back a call's debit or a part of it; all refunds together never exceed it. Admins.",
  })
  async refundCall(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which call, and how much.' }) input: RefundCallInput,
  ) {
    return payloadOf(await this.corrections.refund(caller, input), caller)
  }

  @Mutation(() => CorrectionPayload, {
    description: 'Moves money between wallets and pools once a second person agrees. Admins.',
  })
  async moveMoney(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'From where, to where, how much.' }) input: MoveMoneyInput,
  ) {
    return payloadOf(await this.corrections.move(caller, input), caller)
  }

  @Mutation(() => CorrectionPayload, {
    description: 'The second person’s word: the one named or another admin, never who asked for it.',
  })
  async decideCorrection(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which correction, and what about it.' }) input: DecideCorrectionInput,
  ) {
    return payloadOf(await this.corrections.decide(caller, input), caller)
  }
}

function payloadOf(result: Result<Corrected>, caller: Caller) {
  if (result.type === 'failed') return toPayload('correction', result, caller.locale)
  return { ...result.value, problems: [] }
}
