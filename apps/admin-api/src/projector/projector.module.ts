import { Module } from '@nestjs/common'
import { ChangesRepository } from './changes.repository.js'
import { HealthConsumer } from './health.consumer.js'
import { JournalAlertsRepository } from './journal-alerts.repository.js'
import { ProjectorJob } from './projector.job.js'

@Module({
  providers: [ProjectorJob, ChangesRepository, HealthConsumer, JournalAlertsRepository],
  exports: [ProjectorJob],
})
export class ProjectorModule {}
