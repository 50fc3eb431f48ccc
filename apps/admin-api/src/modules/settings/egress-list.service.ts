import { Injectable } from '@nestjs/common'
import { Database, refuse } from '../../database/database.repository.js'
import { badInput, failed, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { LoginService } from '../../identity/login.service.js'
import { SettingsRepository, type SettingsRow } from './settings.repository.js'
import { SettingsService } from './settings.service.js'
import type { EgressEntryInput } from './settings.types.js'

/**
 * Private addresses that channels may reach, one exact `host:port` each. Root alone, by his password again: an entry opens
 * the installation's own network, and whoever finds an open browser must not be able to.
 */
@Injectable()
export class EgressListService {
  constructor(
    private readonly database: Database,
    private readonly settings: SettingsService,
    private readonly rows: SettingsRepository,
    private readonly login: LoginService,
  ) {}

  allow(caller: Caller, input: EgressEntryInput): Promise<Result<SettingsRow>> {
    return this.#change(caller, input, (list, entry) => (list.includes(entry) ? list : [...list, entry].toSorted()))
  }

  disallow(caller: Caller, input: EgressEntryInput): Promise<Result<SettingsRow>> {
    return this.#change(caller, input, (list, entry) => list.filter((other) => other !== entry))
  }

  async #change(
    caller: Caller,
    { hostPort, password }: EgressEntryInput,
    next: (list: readonly string[], entry: string) => readonly string[],
  ): Promise<Result<SettingsRow>> {
    const actor = assertCan(caller, 'settings:egress')
    if (!(await this.login.isOwnPassword(caller, actor, password)))
      return failed([{ code: 'WRONG_CREDENTIALS', text: 'wrongPassword', path: ['password'] }])
    return this.database.attempt(async (tx) => {
      const row = await this.rows.lock(tx)
      const entry = hostPort.trim().toLowerCase()
      if (entry === '') return refuse(badInput('invalidHostPort', ['hostPort']))
      const egressAllow = [...next(row.egressAllow, entry)]
      return this.settings.updateIn(tx, caller, row, { egressAllow }, { isReauthenticated: true })
    })
  }
}
