import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { ok, toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import type { ChannelRow } from '../channels/channels.repository.js'
import { AddChannelWithModelsPayload, Channel, ChannelPayload } from '../channels/channels.types.js'
import type { ModelRow } from '../models/models.repository.js'
import { Model } from '../models/models.types.js'
import { measuredSchema } from './apply-facts.js'
import { ChannelTestsService } from './channel-tests.service.js'
import {
  ChannelTest,
  ChannelTestConnection,
  Measurement,
  ProbeCapabilitiesInput,
  ProbeCapabilitiesPayload,
  PullModelsInput,
  PullModelsPayload,
  TestChannelInput,
  TestChannelPayload,
} from './channel-tests.types.js'

@Resolver(() => Channel)
export class ChannelTestsResolver {
  constructor(private readonly tests: ChannelTestsService) {}

  @Query(() => ChannelTestConnection, {
    name: 'channelTests',
    description: 'Tests of a channel, the latest first. Admins.',
  })
  list(
    @CurrentCaller() caller: Caller,
    @Args('channelId', { type: () => ID, description: 'The channel.' }) channelId: string,
    @Args('first', firstOf(20)) first: number,
    @Args('after', AFTER) after?: string,
  ) {
    return this.tests.list(caller, { channelId, first, after })
  }

  @ResolveField(() => ChannelTest, { nullable: true, description: 'Its latest test; null: none in the last 30 days.' })
  lastTest(@CurrentLoaders() loaders: Loaders, @Parent() channel: ChannelRow) {
    return loaders.lastTestOfChannel.load(channel.id)
  }

  @Mutation(() => TestChannelPayload, {
    description:
      'Calls an upstream through a gateway, on the way that students’ calls take. Recorded, billed to nobody. Admins.',
  })
  async testChannel(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What is tested.' }) input: TestChannelInput,
  ) {
    return toPayload('test', await this.tests.test(caller, input), caller.locale)
  }

  @Mutation(() => ProbeCapabilitiesPayload, {
    description:
      'Finds out by six calls whether a model of a channel calls tools, sees pictures, follows JSON schemas, thinks and takes top_p of 1, and writes it into the model. Admins.',
  })
  async probeCapabilities(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Whose.' }) input: ProbeCapabilitiesInput,
  ) {
    const result = await this.tests.probeCapabilities(caller, input)
    if (result.type === 'failed') return { ...toPayload('test', result, caller.locale), facts: [] }
    const { test, facts, model } = result.value
    return { ...toPayload('test', ok(test), caller.locale), facts, model }
  }

  @Mutation(() => PullModelsPayload, {
    description: 'Asks an upstream, through a gateway, which models it serves; changes nothing. Admins.',
  })
  async pullModels(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Whose.' }) input: PullModelsInput,
  ): Promise<PullModelsPayload> {
    const { pulled, problems } = toPayload('pulled', await this.tests.pullModels(caller, input), caller.locale)
    return { models: pulled?.models ?? [], blockedHostPort: pulled?.blockedHostPort ?? null, problems }
  }
}

/** Saving a channel tests it: the result comes with the payload. */
@Resolver(() => ChannelPayload)
export class SavedChannelResolver {
  @ResolveField(() => ChannelTest, {
    nullable: true,
    description: 'The test that saving made at once; null: it was not saved, is gone, or serves no model.',
  })
  test(@Parent() payload: ChannelPayload & { test?: ChannelTest }) {
    return payload.test ?? null
  }
}

@Resolver(() => AddChannelWithModelsPayload)
export class AddedChannelResolver {
  @ResolveField(() => ChannelTest, {
    nullable: true,
    description: 'The test that saving made at once; null: it was not saved, or serves no model.',
  })
  test(@Parent() payload: AddChannelWithModelsPayload & { test?: ChannelTest }) {
    return payload.test ?? null
  }
}

@Resolver(() => Model)
export class MeasurementResolver {
  @ResolveField(() => Measurement, {
    nullable: true,
    description: 'What the last capability probe found; null: none yet.',
  })
  measured(@Parent() { measured }: ModelRow): Measurement | null {
    const parsed = measuredSchema.safeParse(measured)
    if (!parsed.success) return null
    return { ...parsed.data, at: new Date(parsed.data.at) }
  }
}
