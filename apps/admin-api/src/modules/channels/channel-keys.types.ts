import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { KeyLimitsInput } from '../../graphql/rate-limits.types.js'
import { Channel } from './channels.types.js'

@InputType({ description: 'Keys that a channel gets beside those that it has.' })
export class AddChannelKeysInput {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => String, { description: 'One key a line; empty lines and repeated keys do not count.' })
  text!: string
}

@ObjectType({ description: 'Outcome of a paste of keys.' })
export class AddChannelKeysPayload extends Payload {
  @Field(() => Channel, { nullable: true, description: 'The channel with its keys.' })
  channel?: Channel | undefined

  @Field(() => Int, { description: 'How many are new.' })
  addedCount!: number

  @Field(() => [Int], { description: 'Lines, from 1, that repeat an earlier one or a key that the channel has.' })
  repeatedLines!: number[]
}

export const CHANNEL_KEY_ACTION = { ENABLE: 'enable', DISABLE: 'disable', REMOVE: 'remove' } as const
export type ChannelKeyAction = (typeof CHANNEL_KEY_ACTION)[keyof typeof CHANNEL_KEY_ACTION]
registerEnumType(CHANNEL_KEY_ACTION, {
  name: 'ChannelKeyAction',
  description: 'What becomes of keys.',
  valuesMap: {
    ENABLE: { description: 'Gateways may use them, at once: a rest is over, a refusal forgotten.' },
    DISABLE: { description: 'Gateways use them no more.' },
    REMOVE: { description: 'They are taken away; they must be entered again to come back.' },
  },
})

@InputType({ description: 'What some keys of one channel bear from now on.' })
export class LimitChannelKeysInput {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => [ID], { description: 'Its keys, at most 1,000.' })
  keyIds!: string[]

  @Field(() => KeyLimitsInput, { description: "A field left out: as the channel's `keyLimits`." })
  limits!: KeyLimitsInput
}

@InputType({ description: 'What becomes of some keys of one channel.' })
export class ChangeChannelKeysInput {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => [ID], { description: 'Its keys, at most 1,000.' })
  keyIds!: string[]

  @Field(() => CHANNEL_KEY_ACTION, { description: 'What becomes of them.' })
  action!: ChannelKeyAction
}
