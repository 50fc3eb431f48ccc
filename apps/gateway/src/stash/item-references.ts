import type { JsonBody } from '@tollgate/protocols/passthrough'
import { readJson, rewriteFields } from '@tollgate/protocols/passthrough'
import type { ClientCall } from '../door/client-call.js'
import type { StashEntry } from './stash-entry.js'

const DIALECT = 'openai-responses'
/** Of one request; a conversation of more is sent whole by its client. */
const MAX_REFERENCES = 512
const BATCH = 32
const LAST_EVENTS = /^data: (.*"type"\s*:\s*"response\.(?:completed|incomplete)".*)$/m

type Fields = Record<string, unknown>

/** What keeps items by name, and finds them again. */
export interface ItemStash {
  save(tenantId: string, entries: ReadonlyMap<string, StashEntry>): void
  find(tenantId: string, names: readonly string[]): Promise<ReadonlyMap<string, StashEntry>>
}

/**
 * Clients of Responses that did not switch `store` off name items of earlier answers instead of sending them. The vendor
 * finds them in the account that answered, which here is one of many: so what was told to a caller is kept for a while, for
 * nobody else, and put in where he names it.
 */
export class ItemReferences {
  constructor(private readonly stash: ItemStash) {}

  /** The body with the items themselves; what is not known any more stays a name. At once where nothing is named. */
  async recall({ dialect, caller }: Pick<ClientCall, 'dialect' | 'caller'>, body: JsonBody): Promise<JsonBody> {
    const input = dialect === DIALECT && isFields(body.value) ? body.value.input : undefined
    if (!Array.isArray(input)) return body
    const names = input.flatMap(nameOf).slice(-MAX_REFERENCES)
    if (names.length === 0) return body
    const known = new Map<string, StashEntry>()
    for (let at = 0; at < names.length; at += BATCH) {
      const found = await this.stash.find(caller.record.userId, names.slice(at, at + BATCH))
      for (const [name, entry] of found) known.set(name, entry)
    }
    const itself = input.flatMap((item): unknown[] => {
      const [name = ''] = nameOf(item)
      const kept = known.get(name)?.item
      return kept === undefined ? [item] : toInput(kept)
    })
    return readJson(Buffer.from(rewriteFields(body, [{ name: 'input', value: itself }])))
  }

  /** @param answer reads the whole body, or the last event of a stream; not asked where nothing is to be kept */
  keep({ dialect, caller }: Pick<ClientCall, 'dialect' | 'caller'>, body: JsonBody, answer: () => string): void {
    if (dialect !== DIALECT || !isFields(body.value) || body.value.store === false) return
    const entries = outputOf(answer()).flatMap((item): [string, StashEntry][] =>
      isFields(item) && typeof item.id === 'string' ? [[item.id, { v: 1, dialect: DIALECT, reasoning: [], item }]] : [],
    )
    if (entries.length > 0) this.stash.save(caller.record.userId, new Map(entries))
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nameOf = (item: unknown): string[] =>
  isFields(item) && item.type === 'item_reference' && typeof item.id === 'string' ? [item.id] : []

/**
 * What a client would have sent itself. Without their names, items depend on nothing that a vendor keeps; thinking without
 * its state is of no use to any.
 */
function toInput({ id: _id, status: _status, ...item }: Fields): Fields[] {
  return item.type === 'reasoning' && item.encrypted_content == null ? [] : [item]
}

function outputOf(answer: string): readonly unknown[] {
  try {
    const told = JSON.parse(LAST_EVENTS.exec(answer)?.[1] ?? answer) as {
      output?: unknown
      response?: { output?: unknown }
    }
    const output = told.response?.output ?? told.output
    return Array.isArray(output) ? output : []
  } catch {
    return []
  }
}
