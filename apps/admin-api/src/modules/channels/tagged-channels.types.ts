import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'

@InputType({ description: 'One change of every channel with a tag; a field left out stays as it is.' })
export class UpdateTaggedChannelsInput {
  @Field(() => String, { description: 'The tag.' })
  tag!: string

  @Field(() => Boolean, { description: 'Only say what would change.' })
  dryRun!: boolean

  @Field(() => Boolean, { nullable: true, description: 'Whether they exist for gateways at all.' })
  isActive?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether new calls are sent to them.' })
  schedulable?: boolean | null

  @Field(() => Int, { nullable: true, description: 'Higher is tried first.' })
  priority?: number | null

  @Field(() => Float, { nullable: true, description: 'Share among channels of the same priority, 0 to 1,000,000.' })
  weight?: number | null

  @Field(() => [String], { nullable: true, description: 'Tags that they get.' })
  addTags?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Tags that they lose.' })
  removeTags?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Groups that they serve from now on.' })
  addGroupIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Groups that they serve no more.' })
  removeGroupIds?: string[] | null
}

@ObjectType({ description: 'What becomes of one channel.' })
export class TaggedChange {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => [String], { description: '`field: before → after`; empty: it was so already.' })
  details!: string[]
}

@ObjectType({ description: 'Outcome of a change by tag: all of them or none.' })
export class UpdateTaggedChannelsPayload extends Payload {
  @Field(() => [TaggedChange], { description: 'Every channel with the tag.' })
  changes!: TaggedChange[]
}
