import { Field, ID, InputType, Int } from '@nestjs/graphql'
import { ConversationLane, ConversationParameters } from './conversation-parts.types.js'

@InputType({ description: 'Which talks; every given field must match.' })
export class ConversationFilter {
  @Field(() => String, { nullable: true, description: 'Part of the title, in any case.' })
  search?: string | null
}

@InputType({ description: 'A talk to be kept as it is now.' })
export class SaveConversationInput {
  @Field(() => ID, { nullable: true, description: 'Which one; absent: a new one.' })
  id?: string | null

  @Field(() => Int, { nullable: true, description: '`version` that was last seen; needed with an id.' })
  version?: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Its title, 1 to 120 characters; absent: stays. A new one needs one.',
  })
  title?: string | null

  @Field(() => ConversationParameters, { description: 'What is sent with every call.' })
  parameters!: ConversationParameters

  @Field(() => [ConversationLane], { description: 'One, or two models that are compared.' })
  lanes!: ConversationLane[]
}

@InputType({ description: 'A new title.' })
export class RenameConversationInput {
  @Field(() => ID, { description: 'Which one.' })
  id!: string

  @Field(() => Int, { description: '`version` that was last seen.' })
  version!: number

  @Field(() => String, { description: '1 to 120 characters.' })
  title!: string
}

@InputType({ description: 'Talks to be deleted for good.' })
export class DeleteConversationsInput {
  @Field(() => [ID], { nullable: true, description: 'Which ones, at most 200; absent only with `isAll`.' })
  ids?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'All of them, instead of ids.' })
  isAll?: boolean | null
}

@InputType({ description: 'Whether talks are kept.' })
export class SetConversationKeepingInput {
  @Field(() => Boolean, { description: 'Off keeps what was kept before until it is deleted.' })
  isOn!: boolean
}
