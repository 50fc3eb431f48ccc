import { Injectable } from '@nestjs/common'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** Everything that `/metrics` shows. Labels have few values: no ids. */
@Injectable()
export class Metrics {
  readonly registry = new Registry()
  readonly #of = { registers: [this.registry] }

  readonly graphqlErrors = new Counter({
    name: 'admin_graphql_errors_total',
    help: 'GraphQL errors by extensions.code',
    labelNames: ['code'],
    ...this.#of,
  })
  readonly projectedRecords = new Counter({
    name: 'admin_projected_records_total',
    help: 'Records put into a bucket',
    labelNames: ['bucket'],
    ...this.#of,
  })
  readonly projectionAhead = new Gauge({
    name: 'admin_projection_ahead',
    help: 'Records in a bucket that are newer than the database',
    labelNames: ['bucket'],
    ...this.#of,
  })
  readonly projectedAt = new Gauge({
    name: 'admin_projected_at_seconds',
    help: 'When this process last looked for changes as the projector',
    ...this.#of,
  })
  readonly projectorFailures = new Counter({
    name: 'admin_projector_failures_total',
    help: 'Interruptions of the projection',
    ...this.#of,
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }
}
