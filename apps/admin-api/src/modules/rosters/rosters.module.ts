import { Module } from '@nestjs/common'
import { IdentityModule } from '../../identity/identity.module.js'
import { FinanceModule } from '../finance/finance.module.js'
import { RosterGrantsJob } from './roster-grants.job.js'
import { RostersResolver } from './rosters.resolver.js'
import { RostersService } from './rosters.service.js'

@Module({ imports: [IdentityModule, FinanceModule], providers: [RostersResolver, RostersService, RosterGrantsJob] })
export class RostersModule {}
