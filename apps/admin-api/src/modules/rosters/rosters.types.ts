import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload, Problem } from '../../graphql/payload.types.js'
import { DateTime, Money } from '../../graphql/scalars.js'
import type { RosterAction } from './plan-roster.js'
import type { RosterImportState } from './rosters.repository.js'

export const ROSTER_ACTION = {
  CREATE: 'create',
  ACTIVATE: 'activate',
  JOIN: 'join',
  UPDATE: 'update',
  NONE: 'none',
  LEAVE: 'leave',
  REFUSE: 'refuse',
} as const satisfies Record<string, RosterAction>
registerEnumType(ROSTER_ACTION, {
  name: 'RosterAction',
  description: 'What an import does about one person.',
  valuesMap: {
    CREATE: { description: 'A new account, with a code for its first password.' },
    ACTIVATE: { description: 'Somebody registered this name without proof: its owner gets the account, and a code.' },
    JOIN: { description: 'A known student joins the course, or comes back.' },
    UPDATE: { description: 'A member: section or missing name are filled in.' },
    NONE: { description: 'A member, and nothing changes.' },
    LEAVE: { description: 'A student who is not in the file leaves the course.' },
    REFUSE: { description: 'This line cannot be imported.' },
  },
})

export const ROSTER_IMPORT_STATE = {
  RUNNING: 'running',
  DONE: 'done',
  FAILED: 'failed',
} as const satisfies Record<string, RosterImportState>
registerEnumType(ROSTER_IMPORT_STATE, {
  name: 'RosterImportState',
  description: 'How far an import is.',
  valuesMap: {
    RUNNING: { description: 'Everybody is in the course; grants are being made.' },
    DONE: { description: 'All is done.' },
    FAILED: { description: 'Given up.' },
  },
})

export const ROSTER_GRANT = { GRANTED: 'granted', REPEAT: 'repeat', REFUSED: 'refused' } as const
registerEnumType(ROSTER_GRANT, {
  name: 'RosterGrant',
  description: 'What became of the grant to one student.',
  valuesMap: {
    GRANTED: { description: 'Credited.' },
    REPEAT: { description: 'He has had a grant of this name before.' },
    REFUSED: { description: 'Not credited; the problem says why.' },
  },
})

@ObjectType({ description: 'One person of a roster.' })
export class RosterRow {
  @Field(() => Int, { nullable: true, description: 'Line of the file, from 1; null: not in the file.' })
  line!: number | null

  @Field(() => String, { description: 'The student ID.' })
  username!: string

  @Field(() => String, { nullable: true, description: 'The name in the file.' })
  displayName!: string | null

  @Field(() => String, { nullable: true, description: 'Class or group in the file.' })
  section!: string | null

  @Field(() => ROSTER_ACTION, { description: 'What is, or was, done.' })
  action!: RosterAction

  @Field(() => Problem, { nullable: true, description: 'Why the line or its grant is refused; null: it is not.' })
  problem?: Problem | undefined

  @Field(() => ROSTER_GRANT, { nullable: true, description: 'What became of its grant; null: none, or not yet.' })
  grant?: (typeof ROSTER_GRANT)[keyof typeof ROSTER_GRANT] | undefined
}

@ObjectType({ description: 'How many people of each kind.' })
export class RosterCounts {
  @Field(() => Int, { description: 'New accounts.' })
  create!: number

  @Field(() => Int, { description: 'Registered names that get their owner.' })
  activate!: number

  @Field(() => Int, { description: 'Known students who join.' })
  join!: number

  @Field(() => Int, { description: 'Members with something filled in.' })
  update!: number

  @Field(() => Int, { description: 'Members as they are.' })
  none!: number

  @Field(() => Int, { description: 'Students who leave.' })
  leave!: number

  @Field(() => Int, { description: 'Lines that cannot be imported.' })
  refuse!: number
}

@ObjectType({ description: 'What an import would do.' })
export class RosterPreviewPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'utf-8 or gb18030.' })
  encoding?: string | undefined

  @Field(() => String, { nullable: true, description: 'Give it back as `previewToken`.' })
  token?: string | undefined

  @Field(() => [RosterRow], { nullable: true, description: 'Lines in the order of the file, then who is missing.' })
  rows?: RosterRow[] | undefined

  @Field(() => RosterCounts, { nullable: true, description: 'How many of each kind.' })
  counts?: RosterCounts | undefined
}

@ObjectType({ description: 'A roster that was imported.' })
export class RosterImport {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'Name of the file.' })
  fileName!: string | null

  @Field(() => ROSTER_IMPORT_STATE, { description: 'How far it is.' })
  state!: RosterImportState

  @Field(() => Int, { description: 'Grants to be made.' })
  rowCount!: number

  @Field(() => Int, { description: 'Grants that have an answer.' })
  doneCount!: number

  @Field(() => Money, { name: 'grant', nullable: true, description: 'What each student got; null: nothing.' })
  grantNanos!: bigint | null

  @Field(() => String, { nullable: true, description: 'Name of the grant.' })
  grantLabel!: string | null

  @Field(() => RosterCounts, { description: 'How many people of each kind.' })
  counts!: RosterCounts

  @Field(() => [RosterRow], { description: 'What became of each person.' })
  rows!: RosterRow[]

  @Field(() => DateTime, { description: 'When it was begun.' })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When all was done; null: it is not.' })
  finishedAt!: Date | null
}

@ObjectType({ description: 'One page of imports.' })
export class RosterImportConnection extends connectionOf(RosterImport, { name: 'RosterImport', of: 'imports' }) {}

@ObjectType({ description: 'A code for a first password.' })
export class RosterCode {
  @Field(() => String, { description: 'The student ID.' })
  username!: string

  @Field(() => String, { description: 'The code, shown this once.' })
  code!: string

  @Field(() => DateTime, { description: 'When it stops working.' })
  expiresAt!: Date
}

@ObjectType({ description: 'Outcome of an import.' })
export class RosterImportPayload extends Payload {
  @Field(() => RosterImport, { nullable: true, description: 'The import; its grants may go on: ask `rosterImport`.' })
  import?: RosterImport | undefined

  @Field(() => [RosterCode], { nullable: true, description: 'Codes of those without a password, shown this once.' })
  codes?: RosterCode[] | undefined
}
