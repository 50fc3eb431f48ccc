import { Args, Mutation, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { ok, toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { ChannelKeysService } from './channel-keys.service.js'
import {
  AddChannelKeysInput,
  AddChannelKeysPayload,
  ChangeChannelKeysInput,
  LimitChannelKeysInput,
} from './channel-keys.types.js'
import { ChannelPayload } from './channels.types.js'
import { TaggedChannelsService } from './tagged-channels.service.js'
import { UpdateTaggedChannelsInput, UpdateTaggedChannelsPayload } from './tagged-channels.types.js'

/** Changes of many keys, or many channels, at once. */
@Resolver()
export class ChannelBulkResolver {
  constructor(
    private readonly keys: ChannelKeysService,
    private readonly tagged: TaggedChannelsService,
  ) {}

  @Mutation(() => AddChannelKeysPayload, {
    description: 'Adds a paste of many keys to a channel; repeated ones are told and left out. Admins.',
  })
  async addChannelKeys(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The keys.' }) input: AddChannelKeysInput,
  ) {
    const result = await this.keys.add(caller, input)
    if (result.type === 'failed')
      return { ...toPayload('channel', result, caller.locale), addedCount: 0, repeatedLines: [] }
    const { channel, addedCount, repeatedLines } = result.value
    return { ...toPayload('channel', ok(channel), caller.locale), addedCount, repeatedLines }
  }

  @Mutation(() => ChannelPayload, { description: 'Switches keys of a channel on or off, or takes them away. Admins.' })
  async changeChannelKeys(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which, and what.' }) input: ChangeChannelKeysInput,
  ) {
    return toPayload('channel', await this.keys.change(caller, input), caller.locale)
  }

  @Mutation(() => ChannelPayload, { description: 'Says what single keys of a channel bear in any minute. Admins.' })
  async limitChannelKeys(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which, and how much.' }) input: LimitChannelKeysInput,
  ) {
    return toPayload('channel', await this.keys.limit(caller, input), caller.locale)
  }

  @Mutation(() => UpdateTaggedChannelsPayload, {
    description: 'Changes every channel with a tag, all or none; with a dry run. Admins.',
  })
  async updateTaggedChannels(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which, and what.' }) input: UpdateTaggedChannelsInput,
  ): Promise<UpdateTaggedChannelsPayload> {
    const { changes = [], problems } = toPayload('changes', await this.tagged.update(caller, input), caller.locale)
    return { changes, problems }
  }
}
