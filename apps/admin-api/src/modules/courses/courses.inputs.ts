import { Field, ID, InputType, Int } from '@nestjs/graphql'
import { DateScalar, Money } from '../../graphql/scalars.js'
import { COURSE_ROLE, type CourseRole } from './courses.types.js'

@InputType({ description: 'A new course.' })
export class CreateCourseInput {
  @Field(() => String, { description: 'Unique name, 1 to 128 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: '8 to 64 characters; null: nobody joins by code.' })
  joinCode?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'First day on which the code works.' })
  startsOn?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Last day on which the code works.' })
  endsOn?: string | null

  @Field(() => ID, { nullable: true, description: 'The pool that its assistants grant from; null: none.' })
  poolId?: string | null

  @Field(() => Money, {
    nullable: true,
    description: 'What one student may be granted from the pool in all; null: the pool alone bounds it.',
  })
  allowance?: bigint | null

  @Field(() => String, {
    nullable: true,
    description: 'Cost centre of the reports, at most 64 characters; null: none.',
  })
  costCentre?: string | null
}

@InputType({ description: 'Changes of a course; a field left out stays as it is.' })
export class UpdateCourseInput {
  @Field(() => ID, { description: 'The course.' })
  id!: string

  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true, description: 'New unique name.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'New code, 8 to 64 characters; null: nobody joins any more.' })
  joinCode?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'First day; null: always begun.' })
  startsOn?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Last day; null: no end.' })
  endsOn?: string | null

  @Field(() => ID, { nullable: true, description: 'The pool that its assistants grant from; null: none.' })
  poolId?: string | null

  @Field(() => Money, {
    nullable: true,
    description: 'What one student may be granted from the pool in all; null: the pool alone bounds it.',
  })
  allowance?: bigint | null

  @Field(() => String, {
    nullable: true,
    description: 'Cost centre of the reports, at most 64 characters; null: none.',
  })
  costCentre?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether consent to recording is asked for; needs a text and its version.',
  })
  recordingEnabled?: boolean | null

  @Field(() => String, {
    nullable: true,
    description:
      'Version of the text of consent, at most 64 characters; another text needs another version. Null: none.',
  })
  recordingTextVersion?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What is to be consented to, plain text of at most 20,000 characters; null: none.',
  })
  recordingText?: string | null
}

@InputType({ description: 'Puts somebody into a course.' })
export class SetCourseMemberInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string

  @Field(() => ID, { description: 'The user.' })
  userId!: string

  @Field(() => COURSE_ROLE, { description: 'The role that he has there from now on.' })
  role!: CourseRole
}
