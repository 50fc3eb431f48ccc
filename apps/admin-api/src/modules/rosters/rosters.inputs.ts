import { Field, ID, InputType } from '@nestjs/graphql'
import { DateTime, Money } from '../../graphql/scalars.js'

@InputType({ description: 'A roster to be looked at.' })
export class PreviewRosterInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string

  @Field(() => String, {
    description:
      'The CSV file in base64, at most 2 MB and 20,000 lines: UTF-8 or GB18030, a column 学号 (student_id), if you like 姓名 (name) and 班级 (section).',
  })
  file!: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'Students who are not in the file leave the course; absent: nothing is done about them.',
  })
  removeMissing?: boolean | null
}

@InputType({ description: 'Money for each student of the roster, from the pool of the course.' })
export class RosterGrantInput {
  @Field(() => Money, { description: 'What each of them gets, above 0.' })
  amount!: bigint

  @Field(() => String, {
    description:
      'Name of the grant, 1 to 100 characters, such as "autumn 2026": each student of the course gets one of this name, however often a roster is imported.',
  })
  label!: string

  @Field(() => DateTime, { nullable: true, description: 'What is left then is taken back; null: never.' })
  expiresAt?: Date | null
}

@InputType({ description: 'A roster to be imported as it was previewed.' })
export class ImportRosterInput extends PreviewRosterInput {
  @Field(() => String, { nullable: true, description: 'Name of the file, for the list of imports.' })
  fileName?: string | null

  @Field(() => String, { description: '`token` of the preview: refused where file or course have changed since.' })
  previewToken!: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'Lines that cannot be imported are left out; absent: one of them refuses the whole file.',
  })
  skipFaults?: boolean | null

  @Field(() => RosterGrantInput, { nullable: true, description: 'Null: nobody is granted anything.' })
  grant?: RosterGrantInput | null
}
