import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { DateTime, Money } from '../../graphql/scalars.js'

@ObjectType({ description: 'A gateway by the name it runs under, and the money that is held for its calls.' })
export class GatewayNode {
  @Field(() => ID, { description: 'Its NODE_ID.' })
  id!: string

  @Field(() => DateTime, { description: 'When it last announced itself to billing: at its start.' })
  startedAt!: Date

  @Field(() => Int, { description: 'Leases that are not given back.' })
  leases!: number

  @Field(() => Int, { description: 'Those of them whose time is over: their calls are not settled yet.' })
  expiredLeases!: number

  @Field(() => Money, { description: 'What these leases hold.' })
  held!: bigint
}

@InputType({ description: 'Ending the leases of a gateway whose disk is lost.' })
export class ForceCloseGatewayNodeInput {
  @Field(() => ID, { description: 'Its NODE_ID.' })
  id!: string

  @Field(() => String, { description: 'Why; 1 to 500 characters, kept in the audit log.' })
  reason!: string
}

@ObjectType({ description: 'Outcome of ending the leases of a gateway.' })
export class GatewayNodePayload extends Payload {
  @Field(() => GatewayNode, { nullable: true, description: 'The gateway as it is now.' })
  gatewayNode?: GatewayNode | undefined
}
