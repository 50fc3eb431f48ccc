import { Module } from '@nestjs/common'
import { GatewayStatusClient } from './gateway-status.client.js'
import { OperationsRepository } from './operations.repository.js'
import { OperationsResolver } from './operations.resolver.js'
import { OperationsService } from './operations.service.js'

@Module({ providers: [OperationsResolver, OperationsService, OperationsRepository, GatewayStatusClient] })
export class OperationsModule {}
