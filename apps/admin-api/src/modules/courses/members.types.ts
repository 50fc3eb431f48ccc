import { Field, ID, Int, ObjectType } from '@nestjs/graphql'
import { connectionOf, Payload, Problem } from '../../graphql/payload.types.js'
import { DateTime, Money } from '../../graphql/scalars.js'
import { USER_STATE } from '../users/users.types.js'
import { COURSE_ROLE, type CourseRole } from './courses.types.js'

@ObjectType({
  description: 'Somebody in a course, as its assistants see him: no texts, and no money but the course’s.',
})
export class CourseMember {
  @Field(() => ID, { description: 'The user.' })
  userId!: string

  @Field(() => String, { description: 'The student ID.' })
  username!: string

  @Field(() => String, { nullable: true, description: 'Name to show.' })
  displayName!: string | null

  @Field(() => USER_STATE, { description: 'Whether the account works.' })
  state!: (typeof USER_STATE)[keyof typeof USER_STATE]

  @Field(() => COURSE_ROLE, { description: 'What he is in the course.' })
  role!: CourseRole

  @Field(() => String, { nullable: true, description: 'Class or group within the course.' })
  section!: string | null

  @Field(() => DateTime, { description: 'Since when.' })
  joinedAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When he left; null: he is there.' })
  leftAt!: Date | null

  @Field(() => Money, { name: 'granted', description: 'What he got from the pool of the course, in all.' })
  grantedNanos!: bigint

  @Field(() => Money, { name: 'spent', description: 'What his calls for the course cost, in all.' })
  spentNanos!: bigint

  @Field(() => Boolean, { description: 'He has not chosen a password yet.' })
  isNew!: boolean

  @Field(() => DateTime, { nullable: true, description: 'End of the code for his first password; null: none.' })
  codeExpiresAt!: Date | null
}

@ObjectType({ description: 'One page of people of a course.' })
export class CourseMemberConnection extends connectionOf(CourseMember, { name: 'CourseMember', of: 'people' }) {}

@ObjectType({ description: 'What became of the grant to one student.' })
export class CourseGrantOutcome {
  @Field(() => ID, { description: 'The user.' })
  userId!: string

  @Field(() => Boolean, { description: 'Credited, now or by the same act before.' })
  isGranted!: boolean

  @Field(() => Problem, { nullable: true, description: 'Why not; null: it was.' })
  problem?: Problem | undefined
}

@ObjectType({ description: 'Outcome of grants to students of a course: each is credited or not by itself.' })
export class CourseGrantsPayload extends Payload {
  @Field(() => [CourseGrantOutcome], { nullable: true, description: 'One for each student, in the order given.' })
  outcomes?: CourseGrantOutcome[] | undefined
}

@ObjectType({ description: 'Outcome of taking students off a course.' })
export class RemoveCourseMembersPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many left.' })
  count?: number | undefined
}

@ObjectType({ description: 'Outcome of the end of a term.' })
export class EndCoursesPayload extends Payload {
  @Field(() => [ID], { nullable: true, description: 'Courses that ended now; others had before.' })
  courseIds?: string[] | undefined
}
