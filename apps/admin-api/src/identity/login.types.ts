import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../graphql/payload.types.js'
import { DateTime } from '../graphql/scalars.js'
import { User } from '../modules/users/users.types.js'
import type { Obstacle } from './obstacle.js'
import type { SignInMethod } from './session.repository.js'

export const OBSTACLE = {
  SECOND_FACTOR: 'second-factor',
  PASSWORD: 'password',
  ENROLMENT: 'enrolment',
  TERMS: 'terms',
} as const satisfies Record<string, Obstacle>
registerEnumType(OBSTACLE, {
  name: 'SignInObstacle',
  description: 'What somebody who is signed in has to do before the rest of the API is open to him.',
  valuesMap: {
    SECOND_FACTOR: { description: 'Show the second factor: verifySecondFactor. Nothing else is answered.' },
    PASSWORD: { description: 'Choose an own password: changePassword.' },
    ENROLMENT: { description: 'Set a second factor up: beginSecondFactor and confirmSecondFactor.' },
    TERMS: { description: 'Accept the terms of use: acceptTerms. Until then no new keys and no playground.' },
  },
})

@ObjectType({ description: 'Outcome of a log-in: on success the answer sets the session cookie.' })
export class SessionPayload extends Payload {
  @Field(() => User, { nullable: true, description: 'Who is logged in now; null until the second factor was shown.' })
  user?: User | undefined

  @Field(() => OBSTACLE, { nullable: true, description: 'What has to be done next; null: nothing.' })
  obstacle?: Obstacle | undefined
}

@ObjectType({ description: 'How far somebody has signed in.' })
export class SignInState {
  @Field(() => OBSTACLE, { nullable: true, description: 'What has to be done next; null: nothing.' })
  obstacle?: Obstacle | undefined
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

export const SIGN_IN_METHOD = {
  PASSWORD: 'password',
  CODE: 'code',
  PROVIDER: 'oidc',
} as const satisfies Record<string, SignInMethod>
registerEnumType(SIGN_IN_METHOD, {
  name: 'SignInMethod',
  description: 'How somebody logged in.',
  valuesMap: {
    PASSWORD: { description: 'With his password, or by registering.' },
    CODE: { description: 'With a one-time code, by which he set his password.' },
    PROVIDER: { description: 'At the log-in of the organisation.' },
  },
})

@ObjectType({ description: 'A log-in of a user, as administrators see it.' })
export class LogIn {
  @Field(() => ID, { description: 'Opaque id; opens nothing.' })
  id!: string

  @Field(() => DateTime, { description: 'When it was.' })
  at!: Date

  @Field(() => SIGN_IN_METHOD, { description: 'How.' })
  method!: SignInMethod

  @Field(() => Boolean, { description: 'The second factor was shown as well.' })
  hasSecondFactor!: boolean

  @Field(() => String, { nullable: true, description: 'From which address.' })
  address!: string | null

  @Field(() => String, { nullable: true, description: 'What the browser called itself.' })
  userAgent!: string | null

  @Field(() => DateTime, { description: 'Last use, to the minute.' })
  lastSeenAt!: Date

  @Field(() => Boolean, { description: 'It is still logged in.' })
  isOpen!: boolean
}

@ObjectType({ description: 'A page of log-ins.' })
export class LogInConnection extends connectionOf(LogIn, { name: 'LogIn', of: 'log-ins' }) {}

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
