import { Field, ID, Int, ObjectType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'

@ObjectType({ description: 'An access group: decides which models its keys see and what they cost.' })
export class Group {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'Unique name, 1 to 64 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'What the group is for; plain text.' })
  description!: string | null

  @Field(() => String, { description: 'Multiplies every price, as decimal text: 1.5 is half as much again.' })
  ratio!: string

  @Field(() => Boolean, { description: 'Every user may use this group.' })
  isDefault!: boolean

  @Field(() => Boolean, {
    description: 'Whether consent to recording is asked for here (myRecording). This release records nothing.',
  })
  recordingEnabled!: boolean

  @Field(() => String, { nullable: true, description: 'Version of the text that is to be consented to; null: none.' })
  recordingTextVersion!: string | null

  @Field(() => String, { nullable: true, description: 'The text that is to be consented to, plain; null: none.' })
  recordingText!: string | null

  @Field(() => Int, { description: 'Grows with each change; give it back when you change the group.' })
  version!: number
}

@ObjectType({ description: 'One page of groups.' })
export class GroupConnection extends connectionOf(Group, { name: 'Group', of: 'groups' }) {}

@ObjectType({ description: 'Outcome of a change of a group.' })
export class GroupPayload extends Payload {
  @Field(() => Group, { nullable: true, description: 'The group; on a conflict as it is now.' })
  group?: Group | undefined
}
