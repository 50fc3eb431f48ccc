import { Field, ID, ObjectType } from '@nestjs/graphql'
import { Payload } from '../graphql/payload.types.js'
import { DateTime } from '../graphql/scalars.js'
import { User } from '../modules/users/users.types.js'

@ObjectType({ description: 'Outcome of a log-in: on success the answer sets the session cookie.' })
export class SessionPayload extends Payload {
  @Field(() => User, { nullable: true, description: 'Who is logged in now.' })
  user?: User | undefined
}

@ObjectType({ description: 'A browser in which the user is logged in.' })
export class Session {
  @Field(() => ID, { description: 'Opaque id; opens nothing.' })
  id!: string

  @Field(() => DateTime, { description: 'When it began.' })
  createdAt!: Date

  @Field(() => DateTime, { description: 'Last use, to the minute.' })
  lastSeenAt!: Date

  @Field(() => String, { nullable: true, description: 'Address it began from.' })
  address!: string | null

  @Field(() => String, { nullable: true, description: 'What the browser called itself.' })
  userAgent!: string | null

  @Field(() => Boolean, { description: 'The session of this very request.' })
  isCurrent!: boolean
}

@ObjectType({ description: 'A token with which programs use this API as its owner. It opens no model.' })
export class PersonalAccessToken {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'What its owner calls it.' })
  name!: string

  @Field(() => String, { description: 'First characters.' })
  prefix!: string

  @Field(() => String, { description: 'Last four characters.' })
  lastFour!: string

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; null: never.' })
  expiresAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null: it was not.' })
  revokedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Last use, to the minute; null: none yet.' })
  lastUsedAt!: Date | null
}

@ObjectType({ description: 'Outcome of making or revoking a token.' })
export class PersonalAccessTokenPayload extends Payload {
  @Field(() => PersonalAccessToken, { nullable: true, description: 'The token.' })
  token?: PersonalAccessToken | undefined

  @Field(() => String, { nullable: true, description: 'The token itself, shown this once when it is made.' })
  secret?: string | undefined
}
