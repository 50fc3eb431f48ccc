import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { BigIntScalar, DateTime } from '../../graphql/scalars.js'

export const GATEWAY_STATE = {
  STARTING: 'starting',
  OK: 'ok',
  DEGRADED: 'degraded',
  RED: 'red',
  DRAINING: 'draining',
  SILENT: 'silent',
} as const
export type GatewayStateName = (typeof GATEWAY_STATE)[keyof typeof GATEWAY_STATE]
registerEnumType(GATEWAY_STATE, {
  name: 'GatewayState',
  description: 'Whether a gateway takes calls.',
  valuesMap: {
    STARTING: { description: 'Not yet: catalog or keys are not complete.' },
    OK: { description: 'It does.' },
    DEGRADED: { description: 'It does, while the bus is away, its catalog is old or its journal has a backlog.' },
    RED: { description: 'Its journal cannot be written: calls are refused.' },
    DRAINING: { description: 'It is about to stop.' },
    SILENT: { description: 'It does not answer, and held money within the last hour.' },
  },
})

@ObjectType({ description: 'A gateway, as it is now.' })
export class GatewayStatus {
  @Field(() => String, { description: 'Its NODE_ID.' })
  nodeId!: string

  @Field(() => GATEWAY_STATE, { description: 'Whether it takes calls.' })
  state!: GatewayStateName

  @Field(() => DateTime, { nullable: true, description: 'When it started; null: it does not answer.' })
  startedAt!: Date | null

  @Field(() => Int, { description: 'Calls under way, streams among them.' })
  inflightCalls!: number

  @Field(() => Int, { description: 'Streams under way.' })
  streams!: number

  @Field(() => Int, { description: 'Calls that wait for a place of a channel.' })
  queuedCalls!: number

  @Field(() => Int, { description: 'Other gateways that it hears.' })
  gossipPeers!: number

  @Field(() => Int, { description: 'Leases that it holds.' })
  leases!: number

  @Field(() => Int, { description: 'Events in its journals that the bus does not have yet.' })
  journalPending!: number

  @Field(() => Int, { description: 'Age of the oldest of them in seconds.' })
  journalOldestSeconds!: number

  @Field(() => Int, { description: 'Events in its journals that billing has not said to have settled.' })
  journalUnsettled!: number

  @Field(() => Int, { description: 'Journals of dead gateways that it has taken over.' })
  journalsAdopted!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds since its catalog and keys were last complete; null: never, or it does not answer.',
  })
  projectionStaleSeconds!: number | null
}

@ObjectType({ description: 'The installation as it runs now: who is alive, and what waits.' })
export class Operations {
  @Field(() => DateTime, { description: 'When this was looked at.' })
  at!: Date

  @Field(() => Boolean, { description: 'Whether admin-api reaches the bus; if not, no gateway can be asked.' })
  isBusConnected!: boolean

  @Field(() => [GatewayStatus], { description: 'Every gateway that answers, and those that should, by name.' })
  gateways!: GatewayStatus[]

  @Field(() => BigIntScalar, { description: 'Events that were set aside and wait for somebody.' })
  deadLetters!: bigint

  @Field(() => BigIntScalar, { description: 'Changes of the ledger that stream LEDGER does not have yet.' })
  ledgerOutbox!: bigint

  @Field(() => BigIntScalar, { description: 'Alerts that are open.' })
  openAlerts!: bigint

  @Field(() => Boolean, { description: 'Whether billing settles again what came after a restored backup.' })
  isRecovering!: boolean
}
