import { Field, ID, Int, ObjectType } from '@nestjs/graphql'
import { DateTime } from '../../graphql/scalars.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { User } from '../users/users.types.js'
import { USAGE_PROVENANCE, USAGE_STATUS, type UsageProvenanceName, type UsageStatusName } from './usage-enums.types.js'

/** What a list of calls and a receipt both say of a call. */
@ObjectType({ isAbstract: true })
export abstract class CallFacts {
  @Field(() => ID, { description: 'Request id, as in the x-request-id header of the answer.' })
  requestId!: string

  @Field(() => DateTime, { description: 'When the gateway took it.' })
  admittedAt!: Date

  @Field(() => User, { description: 'Who called.' })
  user?: User

  @Field(() => ApiKey, { nullable: true, description: 'With which key.' })
  apiKey?: ApiKey | null

  @Field(() => USAGE_STATUS, { description: 'How it ended.' })
  status!: UsageStatusName

  @Field(() => String, { nullable: true, description: 'Error code where it failed.' })
  errorCode!: string | null

  @Field(() => USAGE_PROVENANCE, { description: 'Where the token counts come from.' })
  provenance!: UsageProvenanceName

  @Field(() => Int, { description: 'Milliseconds from admission to the end.' })
  durationMs!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds from admission to the first byte; null: there was none.',
  })
  firstByteMs!: number | null
}
