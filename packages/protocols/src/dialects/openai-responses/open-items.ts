import { SPELLING, type VendorFields } from '../../canonical/residue.js'
import { type Fields, isEmpty, isFields, textOf } from './wire.js'

/** What an item of an answer is read as; everything else passes by as it came. */
export type ItemKind = 'message' | 'function_call' | 'reasoning' | 'other'

/** One block of ours that an item's events fill. */
export interface OpenBlock {
  block: number
  kind: 'text' | 'refusal' | 'reasoning' | 'tool-call'
  /** Characters that were told. */
  length: number
  /** Told with the first delta. */
  residue: VendorFields | undefined
  /** Which part of a summary is being told. */
  summaryIndex: number
  hasAnnotations: boolean
  isEnded: boolean
}

export interface OpenItem {
  kind: ItemKind
  id: string | undefined
  /** By content index, or by place where an item is one block. */
  blocks: Map<string, OpenBlock>
  fields: Fields
  /** Of a call: absent until the upstream tells it; the block opens then. */
  name: string | undefined
  callId: string | undefined
  /** Arguments that came before the name. */
  pending: string
  isDone: boolean
}

const KINDS: Readonly<Record<string, ItemKind>> = {
  message: 'message',
  function_call: 'function_call',
  reasoning: 'reasoning',
}
const isTyped = (item: Fields): boolean => typeof item.type === 'string'

/** Fields that the canonical model has, or that follow from how the answer went. */
const KNOWN_FIELDS: Record<ItemKind, ReadonlySet<string>> = {
  message: new Set(['type', 'id', 'status', 'role', 'content', 'phase']),
  function_call: new Set(['type', 'id', 'status', 'call_id', 'name', 'arguments']),
  reasoning: new Set(['type', 'id', 'status', 'summary', 'content', 'encrypted_content']),
  other: new Set(),
}

export const kindOfItem = (item: Fields): ItemKind =>
  isTyped(item) ? (KINDS[String(item.type)] ?? 'other') : 'message'

/**
 * Items of an answer by output index, by id, or by neither: some servers leave one of them out, some number every item
 * alike. An item that is over is never found again under an index.
 */
export function createItemTable() {
  const items: OpenItem[] = []
  const byIndex = new Map<number, OpenItem>()
  const byId = new Map<string, OpenItem>()

  return { items, add, find, has }

  function add(kind: ItemKind, index: unknown, id: string | undefined): OpenItem {
    const item: OpenItem = {
      kind,
      id,
      blocks: new Map(),
      fields: {},
      name: undefined,
      callId: undefined,
      pending: '',
      isDone: false,
    }
    items.push(item)
    if (typeof index === 'number') byIndex.set(index, item)
    if (id !== undefined && !byId.has(id)) byId.set(id, item)
    return item
  }

  /** The item that an event speaks of: by its index, else its id, else the last one of that kind. */
  function find(kind: ItemKind, event: Fields): OpenItem | undefined {
    const byNumber = typeof event.output_index === 'number' ? byIndex.get(event.output_index) : undefined
    if (byNumber?.kind === kind) return byNumber
    const id = textOf(event.item_id)
    const named = id === undefined ? undefined : byId.get(id)
    if (named?.kind === kind) return named
    if (typeof event.output_index === 'number') return undefined
    const last = items.at(-1)
    return last?.kind === kind && !last.isDone ? last : undefined
  }

  /** Whether an item of a whole answer was told before. */
  function has(index: number, id: string | undefined): boolean {
    return byIndex.has(index) || (id !== undefined && byId.has(id))
  }
}

/** What an item holds beside the canonical model, and what it is called on the wire. */
export function itemResidue({ kind, id, fields }: OpenItem, place?: string): VendorFields | undefined {
  const lost: Fields = {}
  for (const name in fields) if (!KNOWN_FIELDS[kind].has(name) && fields[name] != null) lost[name] = fields[name]
  const spelling: Fields = {}
  const phase = textOf(fields.phase)
  const head = { ...(id !== undefined && { id }), ...(phase !== undefined && kind === 'message' && { phase }) }
  if (kind === 'message') {
    if (Object.keys(head).length > 0) spelling.item = head
  } else Object.assign(spelling, head)
  if (place !== undefined) spelling.place = place
  const told = kind === 'message' && !isEmpty(lost) ? { item: lost } : lost
  if (isEmpty(spelling)) return isEmpty(told) ? undefined : told
  return { ...told, [SPELLING]: spelling }
}

/** Text of a part under the name that its type has. */
export function partText(part: unknown): string {
  if (!isFields(part)) return ''
  return textOf(part.type === 'refusal' ? part.refusal : part.text) ?? ''
}
