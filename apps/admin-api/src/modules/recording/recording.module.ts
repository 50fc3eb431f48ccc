import { Module } from '@nestjs/common'
import { RecordingResolver } from './recording.resolver.js'
import { RecordingService } from './recording.service.js'

@Module({ providers: [RecordingResolver, RecordingService] })
export class RecordingModule {}
