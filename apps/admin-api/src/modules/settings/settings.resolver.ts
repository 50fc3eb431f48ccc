import { Args, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { SettingsService } from './settings.service.js'
import { Installation, Settings, SettingsPayload, UpdateSettingsInput } from './settings.types.js'

@Resolver()
export class SettingsResolver {
  constructor(private readonly settings: SettingsService) {}

  @Query(() => Installation, { description: 'What a visitor may know before logging in.' })
  installation() {
    return this.settings.installation()
  }

  @Query(() => Settings, { name: 'settings', description: 'Settings of the whole installation. Admins.' })
  get(@CurrentCaller() caller: Caller) {
    return this.settings.get(caller)
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
