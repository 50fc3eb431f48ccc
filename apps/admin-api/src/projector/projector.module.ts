import { Module } from '@nestjs/common'
import { ChangesRepository } from './changes.repository.js'
import { HealthConsumer } from './health.consumer.js'
import { ProjectorJob } from './projector.job.js'

@Module({ providers: [ProjectorJob, ChangesRepository, HealthConsumer], exports: [ProjectorJob] })
export class ProjectorModule {}
