import { Injectable } from '@nestjs/common'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { type ProblemDraft, problemsOf } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { PasswordHasher } from '../../identity/password.js'
import { FinanceService } from '../finance/finance.service.js'
import { LedgerRepository } from '../finance/ledger.repository.js'
import { UsersRepository } from '../users/users.repository.js'
import { ApplyCatalogService } from './apply-catalog.service.js'
import type { AppliedState, ApplyRun } from './apply-run.js'
import { ApplyUsersService } from './apply-users.service.js'
import type { StateChange } from './describe-change.js'
import type { ApplyStateInput } from './state.types.js'
import { type StateFile, stateFileSchema } from './state-file.js'

const GRANTS_AT_ONCE = 8
const nothing = (problems: readonly ProblemDraft[]): AppliedState => ({ changes: [], mintedKeys: [], problems })

/** The whole state file in one transaction, then the grants, which billing books one by one. */
@Injectable()
export class ApplyStateService {
  constructor(
    private readonly database: Database,
    private readonly catalog: ApplyCatalogService,
    private readonly people: ApplyUsersService,
    private readonly users: UsersRepository,
    private readonly ledger: LedgerRepository,
    private readonly finance: FinanceService,
    private readonly passwords: PasswordHasher,
  ) {}

  async apply(caller: Caller, input: ApplyStateInput): Promise<AppliedState> {
    assertCan(caller, 'state:apply')
    const isDev = input.dev === true
    if (isDev) assertCan(caller, 'state:apply-dev')
    const parsed = stateFileSchema.safeParse(parseJson(input.state))
    if (!parsed.success) return nothing(problemsOf(parsed.error))
    const state = parsed.data
    const passwordHashes = input.dryRun ? new Map<string, string>() : await this.#hashNewPasswords(state)
    const work = (tx: Tx) => this.#run({ tx, caller, state, isDev, passwordHashes })
    const result = await (input.dryRun ? this.database.rehearse(work) : this.database.attempt(work))
    if (result.type === 'failed') return nothing(result.problems)
    const { changes, mintedKeys } = result.value
    if (input.dryRun)
      return { changes: [...changes, ...(await this.#plannedGrants(state))], mintedKeys: [], problems: [] }
    const grants = await this.#grant(caller, state)
    return { changes: [...changes, ...grants.changes], mintedKeys, problems: grants.problems }
  }

  async #run(options: Omit<ApplyRun, 'changes' | 'mintedKeys' | 'problems'>): Promise<ApplyRun> {
    const run: ApplyRun = { ...options, changes: [], mintedKeys: [], problems: [] }
    await this.catalog.applySettings(run)
    await this.catalog.applyGroups(run)
    await this.catalog.applyModels(run)
    await this.catalog.applyChannels(run)
    await this.people.applyUsers(run)
    await this.people.applyCourses(run)
    if (run.problems.length > 0) refuse(...run.problems)
    return run
  }

  /** Hashing is slow by design: it happens before the transaction, and for new users only. */
  async #hashNewPasswords(state: StateFile): Promise<Map<string, string>> {
    const hashes = new Map<string, string>()
    for (const { username, password } of state.users) {
      if (password === undefined || (await this.users.findByUsername(username)) !== undefined) continue
      hashes.set(username, await this.passwords.hash(password))
    }
    return hashes
  }

  async #plannedGrants(state: StateFile): Promise<StateChange[]> {
    const grants = state.users.flatMap(({ username, grants }) => grants.map((grant) => ({ username, ...grant })))
    const posted = await this.ledger.findPostedGrants(grants.map(({ idempotencyKey }) => idempotencyKey))
    return grants
      .filter(({ idempotencyKey }) => !posted.has(idempotencyKey))
      .map(({ username, idempotencyKey }) => toGrantChange(username, idempotencyKey))
  }

  async #grant(caller: Caller, state: StateFile): Promise<{ changes: StateChange[]; problems: ProblemDraft[] }> {
    const changes: StateChange[] = []
    const problems: ProblemDraft[] = []
    const grants = state.users.flatMap(({ username, grants }, user) =>
      grants.map((grant, index) => ({ username, grant, path: ['users', `${user}`, 'grants', `${index}`] })),
    )
    for (let from = 0; from < grants.length; from += GRANTS_AT_ONCE) {
      await Promise.all(
        grants.slice(from, from + GRANTS_AT_ONCE).map(async ({ username, grant, path }) => {
          const user = await this.users.findByUsername(username)
          if (user === undefined) return
          const result = await this.finance.grantTo(caller, user, grant)
          if (result.type === 'failed')
            problems.push(
              ...result.problems.map((problem) => ({ ...problem, path: [...path, ...(problem.path ?? [])] })),
            )
          else if (!result.value.isRepeat) changes.push(toGrantChange(username, grant.idempotencyKey))
        }),
      )
    }
    return { changes, problems }
  }
}

const toGrantChange = (username: string, idempotencyKey: string): StateChange => ({
  action: 'grant',
  kind: 'grant',
  name: username,
  detail: idempotencyKey,
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
