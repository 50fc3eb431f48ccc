import { Field, InputType, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { SessionPayload } from '../login.types.js'

@InputType({ description: 'A log-in at the organisation’s provider.' })
export class BeginOidcLogInInput {
  @Field(() => String, {
    nullable: true,
    description: 'Where the person wanted to go; told again at the end. At most 500 characters count.',
  })
  next?: string | null
}

@InputType({ description: 'What the provider sent the browser back with.' })
export class CompleteOidcLogInInput {
  @Field(() => String, { description: 'The query of the address, without the question mark: `code=…&state=…`.' })
  parameters!: string
}

@ObjectType({ description: 'Where a browser goes to log in; the answer sets a cookie that it has to bring back.' })
export class BeginOidcLogInPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Address at the provider.' })
  url?: string | undefined
}

@ObjectType({ description: 'Outcome of a log-in at the provider.' })
export class CompleteOidcLogInPayload extends SessionPayload {
  @Field(() => String, { nullable: true, description: '`next` of the beginning.' })
  next?: string | null | undefined

  @Field(() => Boolean, {
    nullable: true,
    description: 'The provider was connected to the account that was logged in.',
  })
  isConnected?: boolean | undefined
}

@ObjectType({ description: 'How somebody can log in.' })
export class WaysIn {
  @Field(() => Boolean, { description: 'By a password of this installation.' })
  hasPassword!: boolean

  @Field(() => DateTime, { nullable: true, description: 'Since when by the provider; null: not by it.' })
  connectedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When he last did so; null: never.' })
  lastLogInAt!: Date | null
}

@ObjectType({ description: 'Outcome of a change of the ways in.' })
export class WaysInPayload extends Payload {
  @Field(() => WaysIn, { nullable: true, description: 'The ways in that are left.' })
  waysIn?: WaysIn | undefined
}
