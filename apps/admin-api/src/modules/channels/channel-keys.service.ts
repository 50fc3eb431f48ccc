import { Inject, Injectable } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/page.js'
import { badInput, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { splitKeys } from '../channel-transfer/split-keys.js'
import { secretKeyField } from './channel-fields.js'
import type { AddChannelKeysInput, ChangeChannelKeysInput } from './channel-keys.types.js'
import { type ChannelRow, ChannelsRepository } from './channels.repository.js'
import { isKeyMissing } from './new-channel.js'
import { openKey, sealKeys } from './seal-keys.js'

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
    private readonly audit: AuditRepository,
  ) {}

  add(caller: Caller, { channelId, text }: AddChannelKeysInput): Promise<Result<AddedKeys>> {
    assertCan(caller, 'channel:write')
    return this.database.attempt(async (tx) => {
      const row = await this.#lock(tx, channelId)
      const { keys, repeatedLines } = splitKeys(text)
      const { masterKey } = this.config.env
      const sealed = await this.channels.sealedKeys(tx, row.id)
      const present = new Set(sealed.map((key) => openKey(row, key, masterKey)))
      const lines = text.split(/\r\n|\r|\n/)
      const known = keys.filter((key) => present.has(key))
      const fresh = keys.filter((key) => !present.has(key))
      const bad = fresh.find((key) => !secretKeyField.safeParse(key).success)
      if (bad !== undefined) refuse(badInput('keyLineInvalid', ['text'], { line: lineOf(lines, bad) }))
      if (keys.length === 0) refuse(badInput('importNoKeys', ['text']))
      if (sealed.length + fresh.length > MAX_KEYS) refuse(badInput('tooMany', ['text']))
      if (fresh.length > 0) {
        await this.channels.appendKeys(tx, row.id, sealKeys(row, fresh, masterKey))
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
      const ids = [...new Set(keyIds.map(parseId))]
      const present = await this.channels.sealedKeys(tx, row.id)
      if (ids.some((id) => present.every((key) => key.id !== id))) throw new ApiError('NOT_FOUND')
      const left = present.filter(({ id }) => !ids.includes(id)).map(({ id }) => id)
      if (action === 'remove' && isKeyMissing(row.type, left)) refuse(badInput('keysMissing', ['keyIds']))
      await this.channels.changeKeys(tx, ids, action)
      await this.audit.record(tx, caller, {
        ...{ action: `channel:${action}-keys`, targetKind: 'channel', targetId: row.id },
        after: { keyIds: ids, lastFours: present.filter(({ id }) => ids.includes(id)).map(({ lastFour }) => lastFour) },
      })
      return (await this.channels.find(row.id, tx)) ?? row
    })
  }

  async #lock(tx: Tx, id: string): Promise<ChannelRow> {
    const row = await this.channels.lock(tx, parseId(id))
    if (row === undefined) throw new ApiError('NOT_FOUND')
    return row
  }
}

const lineOf = (lines: readonly string[], key: string): number => lines.findIndex((line) => line.includes(key)) + 1
