import { Field, ID, InputType, Int } from '@nestjs/graphql'
import { DateTime, Money } from '../../graphql/scalars.js'
import { COURSE_ROLE, type CourseRole } from './courses.types.js'

@InputType({ description: 'Which people of a course; every given field must match.' })
export class CourseMemberFilter {
  @Field(() => String, { nullable: true, description: 'Part of student ID or name; at most 64 characters count.' })
  search?: string | null

  @Field(() => COURSE_ROLE, { nullable: true, description: 'Only these.' })
  role?: CourseRole | null

  @Field(() => String, { nullable: true, description: 'Only this section, exactly.' })
  section?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Those who left, too.' })
  withLeft?: boolean | null
}

@InputType({ description: 'Money from the pool of a course to some of its students.' })
export class GrantCourseMembersInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string

  @Field(() => [ID], { description: 'The students, 1 to 1,000.' })
  userIds!: string[]

  @Field(() => Money, { description: 'What each of them gets, above 0.' })
  amount!: bigint

  @Field(() => String, { description: 'Why, 1 to 500 characters; the student reads it.' })
  reason!: string

  @Field(() => DateTime, { nullable: true, description: 'What is left then is taken back; null: never.' })
  expiresAt?: Date | null

  @Field(() => String, { description: 'Your own name of this act: the same again credits nobody twice.' })
  idempotencyKey!: string
}

@InputType({ description: 'Students who leave a course.' })
export class RemoveCourseMembersInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string

  @Field(() => [ID], { description: 'The students, 1 to 1,000; others among them stay.' })
  userIds!: string[]
}

@InputType({ description: 'A new join code.' })
export class RotateJoinCodeInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string

  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number
}
