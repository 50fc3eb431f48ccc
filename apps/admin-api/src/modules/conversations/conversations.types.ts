import { Field, ID, Int, ObjectType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { ConversationLane, ConversationParameters } from './conversation-parts.types.js'

@ObjectType({ description: 'A kept talk in a list. Nobody but its owner ever sees one.' })
export class ConversationSummary {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'What its owner calls it.' })
  title!: string

  @Field(() => Int, { description: 'Its size, in bytes.' })
  sizeBytes!: number

  @Field(() => DateTime, { description: 'When it was first kept.' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'When it last changed; what is kept how long counts from here.' })
  updatedAt!: Date

  @Field(() => Int, { description: 'Grows with each change.' })
  version!: number
}

@ObjectType({ description: 'A kept talk of the playground. Nobody but its owner ever sees one.' })
export class Conversation extends ConversationSummary {
  @Field(() => ConversationParameters, { description: 'What is sent with every call.' })
  parameters!: ConversationParameters

  @Field(() => [ConversationLane], { description: 'One, or two models that are compared.' })
  lanes!: ConversationLane[]
}

@ObjectType({ description: 'One page of kept talks.' })
export class ConversationConnection extends connectionOf(ConversationSummary, {
  name: 'Conversation',
  of: 'conversations',
}) {}

@ObjectType({ description: 'Whether talks are kept on the server, and how much room there is.' })
export class ConversationKeeping {
  @Field(() => Boolean, { description: 'Its owner chose it. Off at first: nothing is kept.' })
  isOn!: boolean

  @Field(() => DateTime, { nullable: true, description: 'When it was chosen; null while it is off.' })
  chosenAt!: Date | null

  @Field(() => Int, { description: 'Talks that are kept now.' })
  count!: number

  @Field(() => Int, { description: 'Most talks that can be kept.' })
  maxCount!: number

  @Field(() => Int, { description: 'Size of all of them, in bytes.' })
  usedBytes!: number

  @Field(() => Int, { description: 'Most bytes of all of them.' })
  maxBytes!: number

  @Field(() => Int, { description: 'Most bytes of one of them.' })
  maxConversationBytes!: number

  @Field(() => Int, { nullable: true, description: 'Days after its last change that one is deleted; null: never.' })
  retentionDays!: number | null
}

@ObjectType({ description: 'Outcome of a choice about keeping talks.' })
export class ConversationKeepingPayload extends Payload {
  @Field(() => ConversationKeeping, { nullable: true, description: 'As it is now.' })
  keeping?: ConversationKeeping | undefined
}

@ObjectType({ description: 'Outcome of saving or renaming a talk.' })
export class ConversationPayload extends Payload {
  @Field(() => ConversationSummary, { nullable: true, description: 'The talk; on a conflict as it is now.' })
  conversation?: ConversationSummary | undefined
}

@ObjectType({ description: 'Outcome of deleting talks.' })
export class DeleteConversationsPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many were deleted; null: none, see problems.' })
  deletedCount?: number | undefined
}
