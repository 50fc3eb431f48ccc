import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'

export const ALERT_KIND = {
  LOW_BALANCE: 'low_balance',
  LIMIT_THRESHOLD: 'limit_threshold',
  DRIFT: 'drift',
  DEAD_LETTERS: 'dead_letters',
  JOURNAL_BACKLOG: 'journal_backlog',
  LEASES_DRAINING: 'leases_draining',
  EPOCH_RAISED: 'epoch_raised',
} as const
export type AlertKindName = (typeof ALERT_KIND)[keyof typeof ALERT_KIND]
registerEnumType(ALERT_KIND, {
  name: 'AlertKind',
  description: 'What somebody should look at.',
  valuesMap: {
    LOW_BALANCE: { description: 'A wallet or pool is below the threshold of the settings.' },
    LIMIT_THRESHOLD: { description: 'A limit is used to 80 or to 100 %.' },
    DRIFT: { description: 'An invariant of the ledger is broken.' },
    DEAD_LETTERS: { description: 'Usage events were put aside.' },
    JOURNAL_BACKLOG: { description: 'A gateway has calls that are not settled.' },
    LEASES_DRAINING: { description: 'A gateway’s leases wait for their calls for more than ten minutes.' },
    EPOCH_RAISED: { description: 'The ledger was restored from a backup.' },
  },
})

@ObjectType({ description: 'A figure that an alert gives.' })
export class AlertFact {
  @Field(() => String, { description: 'What it counts, such as balance, percent or count.' })
  name!: string

  @Field(() => String, { description: 'Amounts in currency units, instants as RFC 3339, lists with commas.' })
  value!: string
}

@ObjectType({ description: 'Something that somebody should look at: opened and closed by what is true.' })
export class Alert {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => ALERT_KIND, { description: 'What it is about.' })
  kind!: AlertKindName

  @Field(() => String, { description: 'Whose it is: an account, a window and its threshold, an invariant, a gateway.' })
  subjectId!: string

  @Field(() => String, { nullable: true, description: 'Of LIMIT_THRESHOLD, the name of the key, course or budget.' })
  limitName!: string | null

  @Field(() => LedgerAccount, {
    nullable: true,
    description: 'Of LOW_BALANCE, the account; of LIMIT_THRESHOLD, who pays for the key.',
  })
  account?: LedgerAccount | null

  @Field(() => [AlertFact], { description: 'Figures of the last look.' })
  facts!: AlertFact[]

  @Field(() => DateTime, { description: 'When it became true.' })
  openedAt!: Date

  @Field(() => DateTime, { description: 'When its figures were last looked at.' })
  seenAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it was over; null: it goes on.' })
  closedAt!: Date | null
}

@ObjectType({ description: 'One page of alerts.' })
export class AlertConnection extends connectionOf(Alert, { name: 'Alert', of: 'alerts' }) {}

@InputType({ description: 'Which alerts; every given field must match.' })
export class AlertFilter {
  @Field(() => ALERT_KIND, { nullable: true, description: 'Only this kind.' })
  kind?: AlertKindName | null

  @Field(() => Boolean, { nullable: true, description: 'Only those that go on; false: only those that are over.' })
  isOpen?: boolean | null
}
