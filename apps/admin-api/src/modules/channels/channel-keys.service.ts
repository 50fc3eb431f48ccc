import { Inject, Injectable } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { badInput, problemsOf, type Result } from '../../graphql/problem.js'
import { keyLimitsField } from '../../graphql/rate-limits.types.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { splitKeys } from '../channel-transfer/split-keys.js'
import { secretKeyField } from './channel-fields.js'
import { ChannelKeysRepository } from './channel-keys.repository.js'
import type { AddChannelKeysInput, ChangeChannelKeysInput, LimitChannelKeysInput } from './channel-keys.types.js'
import { type ChannelRow, ChannelsRepository } from './channels.repository.js'
import { isKeyMissing } from './new-channel.js'
import { openKey, type SealedKey, sealKeys } from './seal-keys.js'

const MAX_KEYS = 1_000

export interface AddedKeys {
  channel: ChannelRow
  addedCount: number
  /** Lines that repeat an earlier one, or a key that the channel has. */
  repeatedLines: number[]
}

/** Keys of a channel, beside those that it has: a paste of many, and what becomes of single ones. */
@Injectable()
export class ChannelKeysService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly channels: ChannelsRepository,
    private readonly keys: ChannelKeysRepository,
    private readonly audit: AuditRepository,
  ) {}

  add(caller: Caller, { channelId, text }: AddChannelKeysInput): Promise<Result<AddedKeys>> {
    assertCan(caller, 'channel:write')
    return this.database.attempt(async (tx) => {
      const row = await this.#lock(tx, channelId)
      const { keys, repeatedLines } = splitKeys(text)
      const { masterKey } = this.config.env
      const sealed = await this.keys.listSealed(tx, row.id)
      const present = new Set(sealed.map((key) => openKey(row, key, masterKey)))
      const lines = text.split(/\r\n|\r|\n/)
      const known = keys.filter((key) => present.has(key))
      const fresh = keys.filter((key) => !present.has(key))
      const bad = fresh.find((key) => !secretKeyField.safeParse(key).success)
      if (bad !== undefined) refuse(badInput('keyLineInvalid', ['text'], { line: lineOf(lines, bad) }))
      if (keys.length === 0) refuse(badInput('importNoKeys', ['text']))
      if (sealed.length + fresh.length > MAX_KEYS) refuse(badInput('tooMany', ['text']))
      if (fresh.length > 0) {
        await this.keys.append(tx, row.id, sealKeys(row, fresh, { masterKey }))
        await this.audit.record(tx, caller, {
          ...{ action: 'channel:add-keys', targetKind: 'channel', targetId: row.id },
          after: { addedCount: fresh.length, keyCount: sealed.length + fresh.length },
        })
      }
      const repeated = [...repeatedLines.map(({ line }) => line), ...known.map((key) => lineOf(lines, key))]
      return {
        channel: (await this.channels.find(row.id, tx)) ?? row,
        addedCount: fresh.length,
        repeatedLines: repeated.toSorted((a, b) => a - b),
      }
    })
  }

  change(caller: Caller, { channelId, keyIds, action }: ChangeChannelKeysInput): Promise<Result<ChannelRow>> {
    assertCan(caller, 'channel:write')
    return this.database.attempt(async (tx) => {
      const row = await this.#lock(tx, channelId)
      const { ids, present } = await this.#find(tx, row, keyIds)
      const left = present.filter(({ id }) => !ids.includes(id)).map(({ id }) => id)
      if (action === 'remove' && isKeyMissing(row.type, left)) refuse(badInput('keysMissing', ['keyIds']))
      await this.keys.change(tx, ids, action)
      await this.audit.record(tx, caller, {
        ...{ action: `channel:${action}-keys`, targetKind: 'channel', targetId: row.id },
        after: { keyIds: ids, lastFours: present.filter(({ id }) => ids.includes(id)).map(({ lastFour }) => lastFour) },
      })
      return (await this.channels.find(row.id, tx)) ?? row
    })
  }

  limit(caller: Caller, { channelId, keyIds, limits }: LimitChannelKeysInput): Promise<Result<ChannelRow>> {
    assertCan(caller, 'channel:write')
    return this.database.attempt(async (tx) => {
      const parsed = keyLimitsField.safeParse(limits)
      if (!parsed.success) return refuse(...problemsOf(parsed.error, ['limits']))
      const row = await this.#lock(tx, channelId)
      const { ids, present } = await this.#find(tx, row, keyIds)
      const { rpm = null, tpm = null } = parsed.data
      await this.keys.setLimits(tx, ids, { rpm, tpm })
      await this.audit.record(tx, caller, {
        ...{ action: 'channel:limit-keys', targetKind: 'channel', targetId: row.id },
        before: {
          limits: present.filter(({ id }) => ids.includes(id)).map(({ id, ...key }) => ({ id, ...limitsOf(key) })),
        },
        after: { keyIds: ids, rpm, tpm },
      })
      return (await this.channels.find(row.id, tx)) ?? row
    })
  }

  /** @throws ApiError NOT_FOUND where one of them is no key of the channel */
  async #find(tx: Tx, row: ChannelRow, keyIds: readonly string[]): Promise<{ ids: string[]; present: SealedKey[] }> {
    const ids = [...new Set(keyIds.map(parseId))]
    const present = await this.keys.listSealed(tx, row.id)
    const known = new Set(present.map(({ id }) => id))
    if (ids.some((id) => !known.has(id))) throw new ApiError('NOT_FOUND')
    return { ids, present }
  }

  async #lock(tx: Tx, id: string): Promise<ChannelRow> {
    const row = await this.channels.lock(tx, parseId(id))
    if (row === undefined) throw new ApiError('NOT_FOUND')
    return row
  }
}

const lineOf = (lines: readonly string[], key: string): number => lines.findIndex((line) => line.includes(key)) + 1

const limitsOf = ({ rpm, tpm }: Pick<SealedKey, 'rpm' | 'tpm'>) => ({ rpm, tpm })
