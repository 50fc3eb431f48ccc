import { Inject, Injectable } from '@nestjs/common'
import { Database, LEASE_DATABASE } from '../database/database.repository.js'
import { windowIdOf } from './limit-window.js'
import { FIND_PRESENT_WINDOW, INSERT_WINDOWS, LIST_MISSING_OF_KEY, LIST_MISSING_OF_LIMIT } from './window-statements.js'

interface MissingWindow {
  limit_id: string
  start_ms: bigint
  /** Null: it never ends. */
  end_ms: bigint | null
  is_closed: boolean
}

export interface PresentWindow {
  id: string
  /** The limit whose windows hand this one its money. */
  parent_id: string | null
}

/** Makes the rows of present windows when they are first needed; any number of billings at once make the same ones. */
@Injectable()
export class WindowsRepository {
  constructor(@Inject(LEASE_DATABASE) private readonly database: Database) {}

  /** Of all limits that a key's calls count against. */
  ensureOfKey(keyId: string): Promise<void> {
    return this.#ensure({ sql: LIST_MISSING_OF_KEY, values: [keyId] })
  }

  /** @returns the open window of a limit; `undefined`: the limit is not active, or it is not its term */
  async ensureOfLimit(limitId: string): Promise<PresentWindow | undefined> {
    const find = async () =>
      (await this.database.rows<PresentWindow>({ sql: FIND_PRESENT_WINDOW, values: [limitId] }))[0]
    const known = await find()
    if (known !== undefined) return known
    await this.#ensure({ sql: LIST_MISSING_OF_LIMIT, values: [limitId] })
    return find()
  }

  async #ensure(list: { sql: string; values: readonly unknown[] }): Promise<void> {
    const missing = await this.database.rows<MissingWindow>(list)
    if (missing.length === 0) return
    const rows = missing.map((window) => ({
      ...window,
      window_id: windowIdOf(window.limit_id, Number(window.start_ms)),
      start_ms: window.start_ms.toString(),
      end_ms: window.end_ms?.toString() ?? null,
    }))
    await this.database.rows({ sql: INSERT_WINDOWS, values: [JSON.stringify(rows)] })
  }
}
