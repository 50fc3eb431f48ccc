import { Module } from '@nestjs/common'
import { RouteTargetResolver } from './route-target.resolver.js'
import { ReceiptResolver, UsageOfKeyResolver, UsageResolver, UsageSummaryResolver } from './usage.resolver.js'
import { UsageService } from './usage.service.js'

@Module({
  providers: [
    UsageResolver,
    UsageSummaryResolver,
    UsageOfKeyResolver,
    ReceiptResolver,
    RouteTargetResolver,
    UsageService,
  ],
})
export class UsageModule {}
