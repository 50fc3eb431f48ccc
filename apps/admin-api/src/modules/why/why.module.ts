import { Module } from '@nestjs/common'
import { WhyResolver } from './why.resolver.js'
import { WhyService } from './why.service.js'

@Module({ providers: [WhyResolver, WhyService] })
export class WhyModule {}
