import { Module } from '@nestjs/common'
import { CourseMembershipResolver, CoursesResolver } from './courses.resolver.js'
import { CoursesService } from './courses.service.js'

@Module({ providers: [CoursesResolver, CourseMembershipResolver, CoursesService], exports: [CoursesService] })
export class CoursesModule {}
