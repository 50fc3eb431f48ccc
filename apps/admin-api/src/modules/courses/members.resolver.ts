import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { localizeProblem, toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { OneTimeCodePayload } from '../../identity/one-time-codes/one-time-codes.types.js'
import { CoursesService } from './courses.service.js'
import { CoursePayload } from './courses.types.js'
import {
  CourseMemberFilter,
  GrantCourseMembersInput,
  RemoveCourseMembersInput,
  RotateJoinCodeInput,
} from './members.inputs.js'
import { MembersService } from './members.service.js'
import {
  CourseGrantsPayload,
  CourseMemberConnection,
  EndCoursesPayload,
  RemoveCourseMembersPayload,
} from './members.types.js'

@Resolver()
export class MembersResolver {
  constructor(
    private readonly members: MembersService,
    private readonly courses: CoursesService,
  ) {}

  @Query(() => CourseMemberConnection, { description: 'People of a course by student ID. Its assistants and staff.' })
  courseMembers(
    @CurrentCaller() caller: Caller,
    @Args('courseId', { type: () => ID, description: 'The course.' }) courseId: string,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which people; absent: all who are there.' })
    filter?: CourseMemberFilter,
  ) {
    return this.members.list(caller, { courseId, first, after, filter })
  }

  @Mutation(() => CourseGrantsPayload, {
    description: 'Grants from the pool of a course to its students. Its assistants and admins.',
  })
  async grantCourseMembers(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Who gets what, and why.' }) input: GrantCourseMembersInput,
  ) {
    const result = await this.members.grant(caller, input)
    if (result.type === 'failed') return toPayload('outcomes', result, caller.locale)
    const outcomes = result.value.map(({ userId, problem }) => ({
      userId,
      isGranted: problem === undefined,
      problem: problem && localizeProblem(problem, caller.locale),
    }))
    return { outcomes, problems: [] }
  }

  @Mutation(() => RemoveCourseMembersPayload, {
    description: 'Takes students off a course; accounts and money stay. Its assistants and admins.',
  })
  async removeCourseMembers(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Who leaves.' }) input: RemoveCourseMembersInput,
  ) {
    return toPayload('count', await this.members.remove(caller, input), caller.locale)
  }

  @Mutation(() => OneTimeCodePayload, {
    description: 'A code for the first password of a student of the course. Its assistants and admins.',
  })
  async createCourseMemberCode(
    @CurrentCaller() caller: Caller,
    @Args('courseId', { type: () => ID, description: 'The course.' }) courseId: string,
    @Args('userId', { type: () => ID, description: 'The student.' }) userId: string,
  ) {
    const result = await this.members.createCode(caller, { courseId, userId })
    if (result.type === 'failed') return toPayload('user', result, caller.locale)
    return { ...result.value, problems: [] }
  }

  @Mutation(() => CoursePayload, { description: 'A new join code; the old one ends. Its assistants and admins.' })
  async rotateJoinCode(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which course.' }) input: RotateJoinCodeInput,
  ) {
    const result = await this.members.rotateJoinCode(caller, input)
    return withCurrent(toPayload('course', result, caller.locale), 'course', () => this.courses.current(input.courseId))
  }

  @Mutation(() => EndCoursesPayload, {
    description: 'Ends courses: nobody joins, is granted or spends from their pools any more. Admins.',
  })
  async endCourses(
    @CurrentCaller() caller: Caller,
    @Args('courseIds', { type: () => [ID], description: 'The courses, 1 to 1,000.' }) courseIds: string[],
  ) {
    return toPayload('courseIds', await this.members.end(caller, courseIds), caller.locale)
  }
}
