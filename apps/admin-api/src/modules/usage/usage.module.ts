import { Module } from '@nestjs/common'
import { ReceiptResolver, UsageOfKeyResolver, UsageResolver, UsageSummaryResolver } from './usage.resolver.js'
import { UsageService } from './usage.service.js'

@Module({ providers: [UsageResolver, UsageSummaryResolver, UsageOfKeyResolver, ReceiptResolver, UsageService] })
export class UsageModule {}
