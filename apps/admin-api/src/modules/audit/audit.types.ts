import { Field, ID, InputType, ObjectType } from '@nestjs/graphql'
import { connectionOf } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { User } from '../users/users.types.js'

@ObjectType({ description: 'One act of somebody who may change things for others. Never changed or removed.' })
export class AuditEntry {
  @Field(() => ID, { description: 'Grows with time.' })
  id!: string

  @Field(() => DateTime, { description: 'When.' })
  at!: Date

  @Field(() => User, { nullable: true, description: 'Who; null: the system, or somebody not logged in.' })
  actor?: User | null

  actorUserId!: string | null

  @Field(() => String, { description: 'session, token or system.' })
  actorKind!: string

  @Field(() => String, { description: 'What was done, noun:verb.' })
  action!: string

  @Field(() => String, { description: 'Kind of the object: user, group, model …' })
  targetKind!: string

  @Field(() => String, { nullable: true, description: 'Id of the object.' })
  targetId!: string | null

  @Field(() => String, { nullable: true, description: 'Its present name; null: it has none, or is gone.' })
  targetName?: string | null

  @Field(() => String, { nullable: true, description: 'Changed fields before, as JSON text, secrets masked.' })
  before!: string | null

  @Field(() => String, { nullable: true, description: 'Changed fields after, as JSON text, secrets masked.' })
  after!: string | null

  @Field(() => String, { nullable: true, description: 'The reason given.' })
  reason!: string | null

  @Field(() => String, { nullable: true, description: 'Address it came from.' })
  address!: string | null
}

@ObjectType({ description: 'One page of the audit log.' })
export class AuditEntryConnection extends connectionOf(AuditEntry, { name: 'AuditEntry', of: 'audit entries' }) {}

@InputType({ description: 'Which entries; every given field must match.' })
export class AuditFilter {
  @Field(() => String, { nullable: true, description: 'Only actions that begin so: key:revoke, or key.' })
  action?: string | null

  @Field(() => String, { nullable: true, description: 'Only objects of this kind.' })
  targetKind?: string | null

  @Field(() => String, { nullable: true, description: 'Only this object.' })
  targetId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only acts of this user.' })
  actorId?: string | null

  @Field(() => DateTime, { nullable: true, description: 'From this instant on.' })
  from?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Before this instant.' })
  to?: Date | null
}
