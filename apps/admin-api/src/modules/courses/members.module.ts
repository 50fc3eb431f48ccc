import { Module } from '@nestjs/common'
import { IdentityModule } from '../../identity/identity.module.js'
import { FinanceModule } from '../finance/finance.module.js'
import { CoursesModule } from './courses.module.js'
import { MembersResolver } from './members.resolver.js'
import { MembersService } from './members.service.js'

@Module({ imports: [IdentityModule, FinanceModule, CoursesModule], providers: [MembersResolver, MembersService] })
export class MembersModule {}
