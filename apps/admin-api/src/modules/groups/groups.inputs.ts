import { Field, ID, InputType, Int } from '@nestjs/graphql'

@InputType({ description: 'A new access group.' })
export class CreateGroupInput {
  @Field(() => String, { description: 'Unique name, 1 to 64 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'What it is for; at most 500 characters.' })
  description?: string | null

  @Field(() => String, { description: 'Price factor as decimal text, 0 or more, at most six decimals.' })
  ratio!: string
}

@InputType({ description: 'Changes of a group; a field left out stays as it is.' })
export class UpdateGroupInput {
  @Field(() => ID, { description: 'The group.' })
  id!: string

  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true, description: 'New unique name.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'New description; null empties it.' })
  description?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'New price factor as decimal text; counts for calls from now on.',
  })
  ratio?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether consent to recording is asked for; needs a text and its version.',
  })
  recordingEnabled?: boolean | null

  @Field(() => String, {
    nullable: true,
    description:
      'Version of the text of consent, at most 64 characters; another text needs another version. Null: none.',
  })
  recordingTextVersion?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What is to be consented to, plain text of at most 20,000 characters; null: none.',
  })
  recordingText?: string | null
}
