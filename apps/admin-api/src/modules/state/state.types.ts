import { Field, InputType, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'

@InputType({ description: 'What should exist.' })
export class ApplyStateInput {
  @Field(() => String, { description: 'The state file as JSON text, secrets resolved.' })
  state!: string

  @Field(() => Boolean, { description: 'Only say what would change.' })
  dryRun!: boolean

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Take given values of keys; root only, never for real installations.',
  })
  dev?: boolean | null
}

@ObjectType({ description: 'One difference between the state file and what there was.' })
export class StateChange {
  @Field(() => String, { description: 'create, update or grant.' })
  action!: string

  @Field(() => String, {
    description: 'settings, group, model, price, channel, course, course-member, user, key or grant.',
  })
  kind!: string

  @Field(() => String, { description: 'Name of the object; keys: user/name.' })
  name!: string

  @Field(() => String, { description: 'What changes, field by field; secrets masked.' })
  detail!: string
}

@ObjectType({ description: 'A key that was made, shown this once.' })
export class MintedKey {
  @Field(() => String, { description: 'Whose.' })
  username!: string

  @Field(() => String, { description: 'Name of the key.' })
  name!: string

  @Field(() => String, { description: 'The key itself.' })
  secret!: string
}

@ObjectType({ description: 'Outcome of applying a state file.' })
export class ApplyStatePayload extends Payload {
  @Field(() => [StateChange], { description: 'What changed, or would change; empty: all was so already.' })
  changes!: StateChange[]

  @Field(() => [MintedKey], { description: 'Keys that were made; empty on a dry run.' })
  mintedKeys!: MintedKey[]
}
