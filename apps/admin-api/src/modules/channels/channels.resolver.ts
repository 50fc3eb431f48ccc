import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { ok, type Result, toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import type { ChannelTestRow } from '../channel-tests/channel-tests.repository.js'
import { ChannelTestsService } from '../channel-tests/channel-tests.service.js'
import { Group } from '../groups/groups.types.js'
import {
  AddChannelWithModelsInput,
  ChannelFilter,
  ChannelSort,
  CreateChannelInput,
  UpdateChannelInput,
} from './channels.inputs.js'
import type { ChannelRow } from './channels.repository.js'
import { ChannelsService } from './channels.service.js'
import {
  AddChannelWithModelsPayload,
  Channel,
  ChannelConnection,
  ChannelKey,
  ChannelPayload,
  ChannelSettings,
  ModelLack,
  ModelMappingEntry,
  Vendor,
} from './channels.types.js'
import { toPairs } from './model-mapping.js'
import { toTraits } from './traits-fields.js'

@Resolver(() => Channel)
export class ChannelsResolver {
  constructor(
    private readonly channels: ChannelsService,
    private readonly tests: ChannelTestsService,
  ) {}

  @Query(() => ChannelConnection, { name: 'channels', description: 'Channels by name. Admins.' })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which channels; absent: all.' }) filter?: ChannelFilter,
    @Args('sort', { nullable: true, description: 'Order; absent: by name.' }) sort?: ChannelSort,
  ) {
    return this.channels.list(caller, { first, after, filter, sort })
  }

  @Query(() => Channel, { name: 'channel', description: 'One channel. Admins.' })
  get(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The channel.' }) id: string,
  ): Promise<ChannelRow> {
    return this.channels.get(caller, id)
  }

  @Query(() => [String], { name: 'channelTags', description: 'Every tag that some channel bears, by name. Admins.' })
  tags(@CurrentCaller() caller: Caller): Promise<string[]> {
    return this.channels.listTags(caller)
  }

  @ResolveField(() => [ModelLack])
  lacks(@Parent() { lacks }: ChannelRow): ModelLack[] {
    return Object.entries(lacks).map(([modelName, abilities]) => ({ modelName, abilities }))
  }

  @ResolveField(() => [ChannelKey])
  keys(@CurrentLoaders() loaders: Loaders, @Parent() channel: ChannelRow) {
    return loaders.keysOfChannel.load(channel.id)
  }

  @Query(() => [Vendor], { name: 'vendors', description: 'What is known of each type of channel. Admins.' })
  vendors(@CurrentCaller() caller: Caller): Vendor[] {
    return this.channels.listVendors(caller)
  }

  @ResolveField(() => ChannelSettings)
  settings(@Parent() { settings }: ChannelRow): ChannelSettings {
    const { headers, parameters } = settings
    return {
      ...settings,
      traits: toTraits(settings.traits),
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      parameters: Object.keys(parameters).length === 0 ? '' : JSON.stringify(parameters),
    }
  }

  @ResolveField(() => [ModelMappingEntry])
  modelMapping(@Parent() channel: ChannelRow) {
    return toPairs(channel.modelMapping)
  }

  @ResolveField(() => [Group])
  groups(@CurrentLoaders() loaders: Loaders, @Parent() channel: ChannelRow) {
    return loaders.groups(channel.groupIds)
  }

  @Mutation(() => ChannelPayload, { description: 'Enters a channel and tests it. Admins.' })
  async createChannel(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new channel.' }) input: CreateChannelInput,
  ) {
    const result = await this.channels.create(caller, input)
    return { ...toPayload('channel', result, caller.locale), test: await this.#testSaved(caller, result) }
  }

  @Mutation(() => ChannelPayload, { description: 'Changes a channel and tests it. Admins.' })
  async updateChannel(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateChannelInput,
  ) {
    const result = await this.channels.update(caller, input)
    const payload = await withCurrent(toPayload('channel', result, caller.locale), 'channel', () =>
      this.channels.current(input.id),
    )
    return { ...payload, test: await this.#testSaved(caller, result) }
  }

  @Mutation(() => ChannelPayload, { description: 'Takes a channel and its keys away. Admins.' })
  async deleteChannel(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The channel.' }) id: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
  ) {
    const result = await this.channels.delete(caller, { id, version })
    return withCurrent(toPayload('channel', result, caller.locale), 'channel', () => this.channels.current(id))
  }

  @Mutation(() => AddChannelWithModelsPayload, {
    description: 'Enters a channel with its models and their prices, all or nothing, and tests it. Admins.',
  })
  async addChannelWithModels(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The channel and its models.' }) input: AddChannelWithModelsInput,
  ) {
    const result = await this.channels.addWithModels(caller, input)
    if (result.type === 'failed') return { ...toPayload('channel', result, caller.locale), models: [] }
    const saved = ok(result.value.channel)
    return {
      ...toPayload('channel', saved, caller.locale),
      models: result.value.models,
      test: await this.#testSaved(caller, saved),
    }
  }

  async #testSaved(caller: Caller, result: Result<ChannelRow>): Promise<ChannelTestRow | undefined> {
    return result.type === 'ok' ? this.tests.testSaved(caller, result.value) : undefined
  }
}
