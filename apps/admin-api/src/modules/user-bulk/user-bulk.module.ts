import { Module } from '@nestjs/common'
import { CoursesModule } from '../courses/courses.module.js'
import { UsersModule } from '../users/users.module.js'
import { UserBulkResolver } from './user-bulk.resolver.js'
import { UserBulkService } from './user-bulk.service.js'

@Module({ imports: [CoursesModule, UsersModule], providers: [UserBulkResolver, UserBulkService] })
export class UserBulkModule {}
