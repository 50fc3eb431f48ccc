import { Module } from '@nestjs/common'
import { ConversationRetentionJob } from './conversation-retention.job.js'
import { ConversationsResolver } from './conversations.resolver.js'
import { ConversationsService } from './conversations.service.js'

@Module({ providers: [ConversationsResolver, ConversationsService, ConversationRetentionJob] })
export class ConversationsModule {}
