import { Module } from '@nestjs/common'
import { ReceiptResolver, UsageResolver } from './usage.resolver.js'
import { UsageService } from './usage.service.js'

@Module({ providers: [UsageResolver, ReceiptResolver, UsageService] })
export class UsageModule {}
