import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { CreateCourseInput, SetCourseMemberInput, UpdateCourseInput } from './courses.inputs.js'
import type { CourseRow, MembershipRow } from './courses.repository.js'
import { CoursesService } from './courses.service.js'
import { COURSE_ROLE, Course, CourseConnection, CourseMembership, CoursePayload } from './courses.types.js'

@Resolver(() => Course)
export class CoursesResolver {
  constructor(private readonly courses: CoursesService) {}

  @Query(() => CourseConnection, { name: 'courses', description: "The caller's courses by name; staff see all." })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
  ) {
    return this.courses.list(caller, { first, after })
  }

  @Query(() => Course, { description: 'One course: a member’s own, or any for staff.' })
  course(@CurrentCaller() caller: Caller, @Args('id', { type: () => ID, description: 'The course.' }) id: string) {
    return this.courses.get(caller, id)
  }

  @ResolveField(() => COURSE_ROLE, { nullable: true, description: 'What the caller is in it; null: no member.' })
  async myRole(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() course: CourseRow) {
    const own = caller.actor === undefined ? [] : await loaders.membershipsOfUser.load(caller.actor.userId)
    return own.find(({ courseId }) => courseId === course.id)?.role ?? null
  }

  @ResolveField(() => String)
  async joinCode(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() course: CourseRow) {
    const own = caller.actor === undefined ? [] : await loaders.membershipsOfUser.load(caller.actor.userId)
    return this.courses.joinCodeFor(caller, course, own)
  }

  @ResolveField(() => Int)
  memberCount(@CurrentLoaders() loaders: Loaders, @Parent() course: CourseRow) {
    return loaders.memberCount.load(course.id)
  }

  @Mutation(() => CoursePayload, { description: 'Makes a course. Admins.' })
  async createCourse(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new course.' }) input: CreateCourseInput,
  ) {
    return toPayload('course', await this.courses.create(caller, input), caller.locale)
  }

  @Mutation(() => CoursePayload, { description: 'Changes a course. Admins.' })
  async updateCourse(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateCourseInput,
  ) {
    const result = await this.courses.update(caller, input)
    return withCurrent(toPayload('course', result, caller.locale), 'course', () => this.courses.current(input.id))
  }

  @Mutation(() => CoursePayload, { description: 'Puts somebody into a course, or changes what he is there. Admins.' })
  async setCourseMember(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Who, where, as what.' }) input: SetCourseMemberInput,
  ) {
    return toPayload('course', await this.courses.setMember(caller, input), caller.locale)
  }
}

@Resolver(() => CourseMembership)
export class CourseMembershipResolver {
  @ResolveField(() => Course)
  course(@CurrentLoaders() loaders: Loaders, @Parent() membership: MembershipRow) {
    return loaders.course.load(membership.courseId)
  }
}
