import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'
import { COUNTS, type Invariant } from './invariants.js'

export interface Counts {
  leases_open: number
  leases_draining: number
  poison: number
  unresolved: number
}

@Injectable()
export class ReconcileRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** Ids of the rows that break it. */
  async findBreaks({ sql }: Invariant): Promise<string[]> {
    return (await this.database.rows<{ id: string }>({ sql, values: [] })).map(({ id }) => id)
  }

  async readCounts(): Promise<Counts> {
    const [counts] = await this.database.rows<Counts>({ sql: COUNTS, values: [] })
    if (counts === undefined) throw new Error('the statement returned no row')
    return counts
  }
}
