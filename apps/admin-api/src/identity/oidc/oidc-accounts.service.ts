import { Injectable } from '@nestjs/common'
import { refuse, type Tx } from '../../database/database.repository.js'
import { nameField } from '../../graphql/fields.js'
import type { ProblemDraft } from '../../graphql/problem.js'
import type { ProblemText } from '../../graphql/problem-texts/problem-texts.js'
import { AuditRepository } from '../../modules/audit/audit.repository.js'
import { type UserRow, UsersRepository } from '../../modules/users/users.repository.js'
import { UsersService } from '../../modules/users/users.service.js'
import type { Caller } from '../caller.js'
import { OneTimeCodesRepository } from '../one-time-codes/one-time-codes.repository.js'
import { SessionRepository } from '../session.repository.js'
import { decideAccount, type SignUpRules, stateFor } from './decide-account.js'
import { ExternalIdentityRepository } from './external-identity.repository.js'

/** Whom the provider vouches for, in our words. */
export interface Person {
  issuer: string
  subject: string
  /** As our user names are written. */
  username: string
  displayName: string | null
}

/** Which account an identity opens; makes, claims or refuses one at its first log-in. */
@Injectable()
export class OidcAccountsService {
  constructor(
    private readonly identities: ExternalIdentityRepository,
    private readonly users: UsersRepository,
    private readonly usersService: UsersService,
    private readonly codes: OneTimeCodesRepository,
    private readonly sessions: SessionRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** The account's row, locked. Ends the surrounding attempt where there is none for this person. */
  async find(
    tx: Tx,
    caller: Caller,
    person: Person,
    rules: SignUpRules & { words: ProblemDraft['values'] },
  ): Promise<UserRow> {
    const known = await this.identities.find(tx, person)
    if (known === undefined) return this.#first(tx, caller, person, rules)
    const user = await this.users.lock(tx, known.userId)
    if (user === undefined || user.state === 'disabled')
      return refuse({ code: 'ACCOUNT_DISABLED', text: 'accountDisabled' })
    await this.identities.touch(tx, known.id)
    // whoever waited and is named by the map since then waits no longer
    if (user.state !== 'pending' || stateFor(rules) === 'pending') return user
    await this.audit.record(tx, caller, {
      action: 'user:activate',
      targetKind: 'user',
      targetId: user.id,
      before: { state: user.state },
      after: { state: 'active' },
    })
    return this.users.update(tx, user.id, { state: 'active' })
  }

  async #first(
    tx: Tx,
    caller: Caller,
    person: Person,
    rules: SignUpRules & { words: ProblemDraft['values'] },
  ): Promise<UserRow> {
    const named = await this.users.findByUsername(person.username, tx)
    const account = named && (await this.users.lock(tx, named.id))
    const decision = decideAccount(account && (await this.#factsOf(tx, account)), rules)
    switch (decision.type) {
      case 'refuse':
        return refuse(refusal(decision.text, { ...rules.words, name: person.username }))
      case 'make':
        return this.#connect(tx, caller, person, await this.#make(tx, person, decision.state), 'user:create')
      case 'claim':
        return this.#connect(tx, caller, person, assertFound(account), 'user:connect-log-in')
      case 'take-over': {
        const user = assertFound(account)
        await this.sessions.revokeAll(tx, user.id)
        const taken = await this.users.update(tx, user.id, { state: decision.state, passwordHash: null })
        return this.#connect(tx, caller, person, taken, 'user:connect-log-in')
      }
    }
  }

  async #factsOf(tx: Tx, user: UserRow) {
    const [found, identity] = [
      await this.users.findPasswordHash(user.username, tx),
      await this.identities.findOfUser(user.id, tx),
    ]
    return {
      ...user,
      hasPassword: found?.passwordHash !== null,
      isConnected: identity !== undefined,
      isBareRegistration: user.state === 'pending' && (await this.users.isBareRegistration(tx, user)),
    }
  }

  async #make(tx: Tx, { username }: Person, state: 'active' | 'pending'): Promise<UserRow> {
    const user = await this.users.insert(tx, {
      username,
      displayName: null,
      role: 'student',
      state,
      locale: null,
      passwordHash: null,
      mustChangePassword: false,
    })
    await this.usersService.ensurePlaygroundKey(tx, user)
    return user
  }

  /** From now on the identity opens the account, and a code that was handed out for it does not any more. */
  async #connect(
    tx: Tx,
    caller: Caller,
    { issuer, subject, displayName }: Person,
    user: UserRow,
    action: string,
  ): Promise<UserRow> {
    await this.codes.endAll(tx, [user.id])
    await this.identities.insert(tx, { userId: user.id, issuer, subject, lastLoginAt: new Date() })
    await this.audit.record(tx, caller, {
      action,
      targetKind: 'user',
      targetId: user.id,
      after: { username: user.username, state: user.state, issuer, subject },
    })
    const name = nameField(64).safeParse(displayName)
    return user.displayName === null && name.success ? this.users.update(tx, user.id, { displayName: name.data }) : user
  }
}

const refusal = (text: ProblemText, values: ProblemDraft['values']): ProblemDraft => ({
  code: text === 'accountDisabled' ? 'ACCOUNT_DISABLED' : 'LOG_IN_REFUSED',
  text,
  ...(values !== undefined && { values }),
})

function assertFound(user: UserRow | undefined): UserRow {
  if (user === undefined) throw new Error('There is no account to take.') // decideAccount saw one
  return user
}
