import { Module } from '@nestjs/common'
import { FinanceModule } from '../finance/finance.module.js'
import { GatewayNodesResolver } from './gateway-nodes.resolver.js'
import { GatewayNodesService } from './gateway-nodes.service.js'

@Module({ imports: [FinanceModule], providers: [GatewayNodesResolver, GatewayNodesService] })
export class GatewayNodesModule {}
