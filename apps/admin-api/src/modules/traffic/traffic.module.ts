import { Module } from '@nestjs/common'
import { TrafficResolver } from './traffic.resolver.js'
import { TrafficService } from './traffic.service.js'

@Module({ providers: [TrafficResolver, TrafficService] })
export class TrafficModule {}
