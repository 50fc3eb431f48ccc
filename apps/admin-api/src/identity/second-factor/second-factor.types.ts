import { Field, Int, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'

@ObjectType({ description: 'Whether the caller has a second factor.' })
export class SecondFactor {
  @Field(() => Boolean, { description: 'It is asked for at every log-in.' })
  isEnabled!: boolean

  @Field(() => Int, { description: 'Recovery codes that were not used yet.' })
  recoveryCodesLeft!: number
}

@ObjectType({ description: 'What an authenticator app needs.' })
export class SecondFactorSetupPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'The seed in base32, shown this once, for typing.' })
  secret?: string | undefined

  @Field(() => String, { nullable: true, description: 'The same as otpauth:// address, for a QR code.' })
  uri?: string | undefined
}

@ObjectType({ description: 'Codes that stand in for the app, each once.' })
export class RecoveryCodesPayload extends Payload {
  @Field(() => [String], { nullable: true, description: 'The codes, shown this once.' })
  recoveryCodes?: string[] | undefined
}

@ObjectType({ description: 'Outcome of a change of the second factor.' })
export class SecondFactorPayload extends Payload {
  @Field(() => SecondFactor, { nullable: true, description: 'What there is now.' })
  secondFactor?: SecondFactor | undefined
}
