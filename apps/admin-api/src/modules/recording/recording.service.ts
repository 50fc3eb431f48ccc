import { Injectable } from '@nestjs/common'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import type { Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { UsersRepository } from '../users/users.repository.js'
import type { ConsentToRecordingInput, WithdrawRecordingConsentInput } from './recording.inputs.js'
import { RecordingRepository, type ScopeRef, type ScopeRow } from './recording.repository.js'
import type { RecordingScope, RecordingScopeKind } from './recording.types.js'

const TARGET_KINDS: Readonly<Record<RecordingScopeKind, string>> = { group: 'group', course: 'course', key: 'api-key' }

/** What people are asked, and what each of them answers for himself: nobody consents for somebody else. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly database: Database,
    private readonly recording: RecordingRepository,
    private readonly users: UsersRepository,
    private readonly audit: AuditRepository,
  ) {}

  async list(caller: Caller): Promise<RecordingScope[]> {
    const { userId } = assertCan(caller, 'self:read')
    return (await this.recording.list(userId)).map(toScope)
  }

  /** Twice is once: the first time counts. */
  consent(caller: Caller, { kind, scopeId, textVersion }: ConsentToRecordingInput): Promise<Result<RecordingScope>> {
    const { userId } = assertOwner(caller)
    const scope = { kind, id: parseId(scopeId) }
    return this.database.attempt(async (tx) => {
      const row = await this.#lock(tx, userId, scope)
      if (row?.isMine !== true) throw new ApiError('NOT_FOUND')
      if (!row.isAsked) return refuse({ code: 'CONFLICT', text: 'recordingNotAsked' })
      if (row.textVersion !== textVersion) return refuse({ code: 'CONFLICT', text: 'otherRecordingText' })
      if (isConsenting(row)) return toScope(row)
      await this.recording.insert(tx, { userId, scope, textVersion })
      await this.audit.record(tx, caller, {
        ...{ action: 'recording:consent', targetKind: TARGET_KINDS[kind], targetId: scope.id },
        after: { textVersion },
      })
      return this.#read(tx, userId, scope)
    })
  }

  /** Also where nobody asks any more, or where he has left. */
  withdraw(caller: Caller, { kind, scopeId }: WithdrawRecordingConsentInput): Promise<Result<RecordingScope>> {
    const { userId } = assertOwner(caller)
    const scope = { kind, id: parseId(scopeId) }
    return this.database.attempt(async (tx) => {
      const row = await this.#lock(tx, userId, scope)
      if (row === undefined || (!row.isMine && row.consentedAt === null)) throw new ApiError('NOT_FOUND')
      const textVersions = await this.recording.withdraw(tx, userId, scope)
      if (textVersions.length === 0) return toScope(row)
      await this.audit.record(tx, caller, {
        ...{ action: 'recording:withdraw', targetKind: TARGET_KINDS[kind], targetId: scope.id },
        before: { textVersions },
      })
      return this.#read(tx, userId, scope)
    })
  }

  /** As it is now, shown beside a conflict. */
  async current(caller: Caller, { kind, scopeId }: WithdrawRecordingConsentInput): Promise<RecordingScope> {
    return this.#read(this.database.client, assertOwner(caller).userId, { kind, id: parseId(scopeId) })
  }

  /** One answer of a person at a time, to a text that nobody changes meanwhile. */
  async #lock(tx: Tx, userId: string, scope: ScopeRef): Promise<ScopeRow | undefined> {
    await this.users.lock(tx, userId)
    await this.recording.lockSwitch(tx, scope)
    return this.recording.find(tx, userId, scope)
  }

  /** @throws ApiError NOT_FOUND */
  async #read(tx: Tx, userId: string, scope: ScopeRef): Promise<RecordingScope> {
    const row = await this.recording.find(tx, userId, scope)
    if (row === undefined) throw new ApiError('NOT_FOUND')
    return toScope(row)
  }
}

const assertOwner = (caller: Caller) =>
  assertCan(caller, 'self:answer-recording', { ownerId: caller.actor?.userId ?? '' })

const isConsenting = (row: ScopeRow): boolean =>
  row.isAsked && row.withdrawnAt === null && row.consentedVersion === row.textVersion

const toScope = (row: ScopeRow): RecordingScope => ({
  ...{ kind: row.kind, id: row.id, name: row.name, isAsked: row.isAsked, isConsenting: isConsenting(row) },
  textVersion: row.isAsked ? row.textVersion : null,
  text: row.isAsked ? row.text : null,
  consent:
    row.consentedVersion === null || row.consentedAt === null
      ? null
      : { textVersion: row.consentedVersion, consentedAt: row.consentedAt, withdrawnAt: row.withdrawnAt },
})
