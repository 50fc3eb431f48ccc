import { Args, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { EgressListService } from './egress-list.service.js'
import { SettingsService } from './settings.service.js'
import { EgressEntryInput, Installation, Settings, SettingsPayload, UpdateSettingsInput } from './settings.types.js'

@Resolver()
export class SettingsResolver {
  constructor(
    private readonly settings: SettingsService,
    private readonly egressList: EgressListService,
  ) {}

  @Query(() => Installation, { description: 'What a visitor may know before logging in.' })
  installation() {
    return this.settings.installation()
  }

  @Query(() => Settings, { name: 'settings', description: 'Settings of the whole installation. Admins.' })
  get(@CurrentCaller() caller: Caller) {
    return this.settings.get(caller)
  }

  @Mutation(() => SettingsPayload, {
    description: 'Lets channels reach one private address. Root, with his password; in force on all gateways at once.',
  })
  async allowEgress(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which address.' }) input: EgressEntryInput,
  ) {
    return toPayload('settings', await this.egressList.allow(caller, input), caller.locale)
  }

  @Mutation(() => SettingsPayload, {
    description: 'Takes one private address back; connections to it end. Root, with his password.',
  })
  async disallowEgress(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which address.' }) input: EgressEntryInput,
  ) {
    return toPayload('settings', await this.egressList.disallow(caller, input), caller.locale)
  }

  @Mutation(() => SettingsPayload, { description: 'Changes settings. Admins; egressAllow: root only.' })
  async updateSettings(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateSettingsInput,
  ) {
    const result = await this.settings.update(caller, input)
    return withCurrent(toPayload('settings', result, caller.locale), 'settings', () => this.settings.current())
  }
}
