import { Field, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { User } from '../../modules/users/users.types.js'

@ObjectType({ description: 'Outcome of making a one-time code.' })
export class OneTimeCodePayload extends Payload {
  @Field(() => User, { nullable: true, description: 'Whose code it is.' })
  user?: User | undefined

  @Field(() => String, { nullable: true, description: 'The code, shown this once: give it to its user in person.' })
  code?: string | undefined

  @Field(() => DateTime, { nullable: true, description: 'When it stops working.' })
  expiresAt?: Date | undefined
}
