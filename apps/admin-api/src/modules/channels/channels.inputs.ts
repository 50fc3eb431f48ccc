import { Field, Float, ID, InputType, Int } from '@nestjs/graphql'
import { SORT_DIRECTION, type SortDirection } from '../../graphql/payload.types.js'
import { KeyLimitsInput } from '../../graphql/rate-limits.types.js'
import { CreateModelInput } from '../models/models.inputs.js'
import {
  CHANNEL_SORT_FIELD,
  CHANNEL_STATE,
  CHANNEL_TYPE,
  ChannelSettingsInput,
  type ChannelSortField,
  type ChannelStateName,
  type ChannelTypeName,
  ModelMappingEntryInput,
} from './channels.types.js'

@InputType({ description: 'Which channels; every given field must match.' })
export class ChannelFilter {
  @Field(() => String, { nullable: true, description: 'Part of name or address; at most 64 characters count.' })
  search?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Only active ones, or only others.' })
  isActive?: boolean | null

  @Field(() => String, { nullable: true, description: 'Only with this tag.' })
  tag?: string | null

  @Field(() => CHANNEL_STATE, { nullable: true, description: 'Only in this state.' })
  state?: ChannelStateName | null
}

@InputType({ description: 'Order of channels.' })
export class ChannelSort {
  @Field(() => CHANNEL_SORT_FIELD, { description: 'By what.' })
  field!: ChannelSortField

  @Field(() => SORT_DIRECTION, { description: 'Which way.' })
  direction!: SortDirection
}

@InputType({ description: 'A new channel.' })
export class CreateChannelInput {
  @Field(() => String, { description: 'Unique name, 1 to 128 characters; users see it on receipts.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Text for admins; at most 2,000 characters.' })
  description?: string | null

  @Field(() => CHANNEL_TYPE, { description: 'What it speaks.' })
  type!: ChannelTypeName

  @Field(() => String, { description: 'http or https address, with or without a path; no user, query or fragment.' })
  baseUrl!: string

  @Field(() => [String], {
    description: 'Its keys, at most 1,000; they cannot be read again. Empty: it asks for none.',
  })
  keys!: string[]

  @Field(() => [KeyLimitsInput], {
    nullable: true,
    description: 'What each of these keys bears, in their order; absent: what `settings.keyLimits` says.',
  })
  limitsOfKeys?: KeyLimitsInput[] | null

  @Field(() => [String], { description: 'Models that it serves under their own name, at most 10,000.' })
  models!: string[]

  @Field(() => [ModelMappingEntryInput], {
    nullable: true,
    description: 'Models that it serves under another name; entries may share a public name, at most 100 each.',
  })
  modelMapping?: ModelMappingEntryInput[] | null

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'Higher is tried first.' })
  priority?: number | null

  @Field(() => Float, {
    nullable: true,
    defaultValue: 1,
    description: 'Share among channels of the same priority, 0 to 1,000,000.',
  })
  weight?: number | null

  @Field(() => [ID], { description: 'Groups whose keys may use it.' })
  groupIds!: string[]

  @Field(() => [String], { nullable: true, description: 'Words to find it by, at most 100.' })
  tags?: string[] | null

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether it exists for gateways at all.' })
  isActive?: boolean | null

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether new calls are sent to it.' })
  schedulable?: boolean | null

  @Field(() => ChannelSettingsInput, { nullable: true, description: 'How calls are made; absent: the defaults.' })
  settings?: ChannelSettingsInput | null
}

@InputType({
  description:
    'Changes of a channel; a field left out stays as it is. keys: null leaves them; a list replaces them (needed when the origin of baseUrl changes).',
})
export class UpdateChannelInput {
  @Field(() => ID, { description: 'The channel.' })
  id!: string

  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true, description: 'New unique name.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'Text for admins; null empties it.' })
  description?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'New address; another scheme, host or port asks for the keys again.',
  })
  baseUrl?: string | null

  @Field(() => [String], { nullable: true, description: 'All its keys, replacing the present ones; null leaves them.' })
  keys?: string[] | null

  @Field(() => [KeyLimitsInput], {
    nullable: true,
    description: 'What each of `keys` bears, in their order; counts with keys alone, null leaves the limits.',
  })
  limitsOfKeys?: KeyLimitsInput[] | null

  @Field(() => [String], { nullable: true, description: 'All models that it serves under their own name.' })
  models?: string[] | null

  @Field(() => [ModelMappingEntryInput], {
    nullable: true,
    description: 'All models that it serves under another name; entries may share a public name.',
  })
  modelMapping?: ModelMappingEntryInput[] | null

  @Field(() => Int, { nullable: true, description: 'Higher is tried first.' })
  priority?: number | null

  @Field(() => Float, { nullable: true, description: 'Share among channels of the same priority, 0 to 1,000,000.' })
  weight?: number | null

  @Field(() => [ID], { nullable: true, description: 'All groups whose keys may use it.' })
  groupIds?: string[] | null

  @Field(() => [String], { nullable: true, description: 'All words to find it by.' })
  tags?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it exists for gateways at all.' })
  isActive?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether new calls are sent to it.' })
  schedulable?: boolean | null

  @Field(() => ChannelSettingsInput, {
    nullable: true,
    description: 'How calls are made; fields left out take their defaults.',
  })
  settings?: ChannelSettingsInput | null
}

@InputType({ description: 'One form: a channel with its models and their prices, all or nothing.' })
export class AddChannelWithModelsInput {
  @Field(() => CreateChannelInput, { description: 'The new channel.' })
  channel!: CreateChannelInput

  @Field(() => [CreateModelInput], {
    description: 'Its models, at most 1,000; one that exists already is left as it is, its price set where given.',
  })
  models!: CreateModelInput[]
}
