import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateScalar, DateTime, Money } from '../../graphql/scalars.js'

export const COURSE_ROLE = { STUDENT: 'student', ASSISTANT: 'assistant' } as const
export type CourseRole = (typeof COURSE_ROLE)[keyof typeof COURSE_ROLE]
registerEnumType(COURSE_ROLE, {
  name: 'CourseRole',
  description: 'What somebody is in one course.',
  valuesMap: {
    STUDENT: { description: 'Takes the course.' },
    ASSISTANT: { description: 'Helps to run the course; sees its join code.' },
  },
})

@ObjectType({ description: 'A course: people join it by its code when they register.' })
export class Course {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'Unique name, 1 to 128 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: "Only for admins and the course's assistants; else null." })
  joinCode!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'First day; null: always begun.' })
  startsOn!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Last day; null: no end.' })
  endsOn!: string | null

  @Field(() => Int, { description: 'How many people belong to it, assistants included.' })
  memberCount!: number

  @Field(() => Boolean, {
    description: 'Whether consent to recording is asked for here (myRecording). This release records nothing.',
  })
  recordingEnabled!: boolean

  @Field(() => String, { nullable: true, description: 'Version of the text that is to be consented to; null: none.' })
  recordingTextVersion!: string | null

  @Field(() => String, { nullable: true, description: 'The text that is to be consented to, plain; null: none.' })
  recordingText!: string | null

  @Field(() => ID, { nullable: true, description: 'The pool that its assistants grant from; null: none.' })
  poolAccountId!: string | null

  @Field(() => Money, {
    name: 'allowance',
    nullable: true,
    description: 'What one student may be granted from the pool in all; null: the pool alone bounds it.',
  })
  allowanceNanos!: bigint | null

  @Field(() => String, { nullable: true, description: 'Cost centre of the reports; null: none.' })
  costCentre!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When its term was ended by hand; null: it was not.' })
  endedAt!: Date | null

  @Field(() => Int, { description: 'Grows with each change; give it back when you change the course.' })
  version!: number
}

@ObjectType({ description: 'Somebody in a course.' })
export class CourseMembership {
  courseId!: string

  @Field(() => Course, { description: 'The course.' })
  course!: Course

  @Field(() => COURSE_ROLE, { description: 'What the user is in it.' })
  role!: CourseRole

  @Field(() => DateTime, { description: 'Since when.' })
  joinedAt!: Date
}

@ObjectType({ description: 'One page of courses.' })
export class CourseConnection extends connectionOf(Course, { name: 'Course', of: 'courses' }) {}

@ObjectType({ description: 'Outcome of a change of a course.' })
export class CoursePayload extends Payload {
  @Field(() => Course, { nullable: true, description: 'The course; on a conflict as it is now.' })
  course?: Course | undefined
}
