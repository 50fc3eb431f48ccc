import { Module } from '@nestjs/common'
import { ReceiptResolver } from './receipt.resolver.js'
import { ReceiptService } from './receipt.service.js'
import { RefusalsConsumer } from './refusals.consumer.js'
import { RouteTargetResolver } from './route-target.resolver.js'
import { UsageOfKeyResolver, UsageResolver, UsageSummaryResolver } from './usage.resolver.js'
import { UsageService } from './usage.service.js'

@Module({
  providers: [
    UsageResolver,
    UsageSummaryResolver,
    UsageOfKeyResolver,
    ReceiptResolver,
    RouteTargetResolver,
    ReceiptService,
    RefusalsConsumer,
    UsageService,
  ],
})
export class UsageModule {}
