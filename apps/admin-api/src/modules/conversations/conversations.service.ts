import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { openSecret, sealSecret } from '@tollgate/protocols/credentials'
import { z } from 'zod'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { Database, refuse, type Tx } from '../../database/database.repository.js'
import { unchangedRow } from '../../database/unchanged-row.js'
import { ApiError } from '../../graphql/errors.js'
import { nameField } from '../../graphql/fields.js'
import { parseId, toId } from '../../graphql/ids.js'
import { cursorDate, cursorId, type Page, parsePage } from '../../graphql/page.js'
import { badInput, failed, ok, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { conversationBodySchema, parseBodyText, toBodyText } from './conversation-body.js'
import { MAX_CONVERSATION_BYTES, MAX_CONVERSATIONS, MAX_TITLE_LENGTH, MAX_TOTAL_BYTES } from './conversation-limits.js'
import type {
  ConversationFilter,
  DeleteConversationsInput,
  RenameConversationInput,
  SaveConversationInput,
} from './conversations.inputs.js'
import { ConversationsRepository, type SealedConversation } from './conversations.repository.js'
import type { Conversation, ConversationKeeping, ConversationSummary } from './conversations.types.js'
import { searchConversations } from './search-conversations.js'

const titleSchema = z.object({ title: nameField(MAX_TITLE_LENGTH) })
const MEGABYTE = 1024 * 1024

/** Talks that people chose to keep. They are their owners' alone: an administrator finds none but his own. */
@Injectable()
export class ConversationsService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly conversations: ConversationsRepository,
  ) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: ConversationFilter | undefined },
  ): Promise<Page<ConversationSummary>> {
    const { userId } = assertOwner(caller)
    const request = parsePage(args, 2)
    if (request.after !== undefined) {
      cursorDate(request.after[0])
      cursorId(request.after[1])
    }
    const rows = await this.conversations.list(userId)
    return searchConversations(rows.map(this.#toSummary), args.filter?.search ?? '', request)
  }

  /** @throws ApiError NOT_FOUND for what is not the caller's own */
  async get(caller: Caller, id: string): Promise<Conversation> {
    const { userId } = assertOwner(caller)
    const row = await this.conversations.findBody(userId, parseId(id))
    if (row === undefined) throw new ApiError('NOT_FOUND')
    const { parameters, lanes } = parseBodyText(this.#open(row, 'body', row.sealedBody))
    return { ...this.#toSummary(row), parameters, lanes }
  }

  async keeping(caller: Caller): Promise<ConversationKeeping> {
    return this.#keepingOf(assertOwner(caller).userId)
  }

  async setKeeping(caller: Caller, isOn: boolean): Promise<Result<ConversationKeeping>> {
    const { userId } = assertOwner(caller)
    await this.conversations.setChoice(userId, isOn)
    return ok(await this.#keepingOf(userId))
  }

  async save(caller: Caller, input: SaveConversationInput): Promise<Result<ConversationSummary>> {
    const { userId } = assertOwner(caller)
    const parsed = conversationBodySchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const title = input.title == null ? undefined : titleSchema.safeParse(input)
    if (title?.success === false) return failed(problemsOf(title.error))
    if (input.id == null && title === undefined) return failed([badInput('nameRequired', ['title'])])
    const text = toBodyText(parsed.data)
    const sizeBytes = Buffer.byteLength(text)
    if (sizeBytes > MAX_CONVERSATION_BYTES) return failed([tooLarge()])
    const draft = { text, sizeBytes, ...(title !== undefined && { title: title.data.title }) }
    return this.database.attempt(async (tx) => {
      const isKept = await this.conversations.lockChoice(tx, userId)
      if (!isKept) return refuse({ code: 'CONSENT_REQUIRED', text: 'keepingIsOff' })
      if (input.id == null) return this.#insert(tx, userId, draft)
      return this.#replace(tx, userId, { id: input.id, version: input.version }, draft)
    })
  }

  async rename(caller: Caller, input: RenameConversationInput): Promise<Result<ConversationSummary>> {
    const { userId } = assertOwner(caller)
    const parsed = titleSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    return this.database.attempt(async (tx) => {
      const { id } = await this.#lockAt(tx, userId, input)
      const sealedTitle = this.#seal({ id, userId }, 'title', parsed.data.title)
      return this.#toSummary(await this.conversations.update(tx, id, { sealedTitle }))
    })
  }

  /** Ids of others, and unknown ones, are left alone like those that are gone already. */
  async delete(caller: Caller, { ids, isAll }: DeleteConversationsInput): Promise<Result<number>> {
    const { userId } = assertOwner(caller)
    if ((ids == null) === (isAll !== true)) return failed([badInput('invalid', ['ids'])])
    if (ids != null && ids.length > MAX_CONVERSATIONS) return failed([badInput('tooMany', ['ids'])])
    return ok(
      await this.conversations.delete(
        userId,
        ids?.flatMap((text) => toId(text) ?? []),
      ),
    )
  }

  /** Beside a conflict; `undefined` where it is gone. */
  async current(caller: Caller, text: string): Promise<ConversationSummary | undefined> {
    const { userId } = assertOwner(caller)
    const id = toId(text)
    const row = id === undefined ? undefined : await this.conversations.find(userId, id)
    return row && this.#toSummary(row)
  }

  async #insert(tx: Tx, userId: string, draft: Draft): Promise<ConversationSummary> {
    const used = await this.conversations.used(userId, tx)
    if (used.count >= MAX_CONVERSATIONS)
      return refuse({ code: 'LIMIT_REACHED', text: 'tooManyConversations', values: { count: MAX_CONVERSATIONS } })
    assertRoom(used.bytes + draft.sizeBytes)
    const owner = { id: randomUUID(), userId }
    const row = await this.conversations.insert(tx, {
      ...owner,
      sealedTitle: this.#seal(owner, 'title', draft.title ?? ''),
      sealedBody: this.#seal(owner, 'body', draft.text),
      sizeBytes: draft.sizeBytes,
    })
    return this.#toSummary(row)
  }

  async #replace(tx: Tx, userId: string, at: Place, { text, title, sizeBytes }: Draft): Promise<ConversationSummary> {
    const before = await this.#lockAt(tx, userId, at)
    const used = await this.conversations.used(userId, tx)
    if (sizeBytes > before.sizeBytes) assertRoom(used.bytes - before.sizeBytes + sizeBytes)
    const row = await this.conversations.update(tx, before.id, {
      ...(title !== undefined && { sealedTitle: this.#seal(before, 'title', title) }),
      sealedBody: this.#seal(before, 'body', text),
      sizeBytes,
    })
    return this.#toSummary(row)
  }

  /** @throws ApiError NOT_FOUND; refuses where somebody was faster */
  async #lockAt(tx: Tx, userId: string, { id, version }: Place): Promise<SealedConversation> {
    const row = unchangedRow(await this.conversations.lock(tx, userId, parseId(id)), version)
    return row
  }

  async #keepingOf(userId: string): Promise<ConversationKeeping> {
    const [choice, used] = await Promise.all([this.conversations.findChoice(userId), this.conversations.used(userId)])
    const days = this.config.env.conversationRetentionDays
    return {
      isOn: choice !== undefined,
      chosenAt: choice?.chosenAt ?? null,
      count: used.count,
      maxCount: MAX_CONVERSATIONS,
      usedBytes: used.bytes,
      maxBytes: MAX_TOTAL_BYTES,
      maxConversationBytes: MAX_CONVERSATION_BYTES,
      retentionDays: days === 0 ? null : days,
    }
  }

  #seal({ id, userId }: Owned, part: 'title' | 'body', text: string): string {
    return sealSecret(text, { conversationId: id, ownerId: userId, part }, this.config.env.masterKey)
  }

  #open({ id, userId }: Owned, part: 'title' | 'body', sealed: string): string {
    const text = openSecret(sealed, { conversationId: id, ownerId: userId, part }, this.config.env.masterKey)
    if (text === undefined) throw new Error(`conversation ${id} does not open with this MASTER_KEY`)
    return text
  }

  readonly #toSummary = (row: SealedConversation): ConversationSummary => ({
    id: row.id,
    title: this.#open(row, 'title', row.sealedTitle),
    sizeBytes: row.sizeBytes,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    version: row.version,
  })
}

type Owned = Pick<SealedConversation, 'id' | 'userId'>

interface Draft {
  text: string
  sizeBytes: number
  title?: string
}

interface Place {
  id: string
  version?: number | null | undefined
}

/** Of the caller's own talks: there are no others for anybody. */
const assertOwner = (caller: Caller) => assertCan(caller, 'conversation:use', { ownerId: caller.actor?.userId ?? '' })

const tooLarge = () => ({
  code: 'LIMIT_REACHED' as const,
  text: 'conversationTooLarge' as const,
  values: { megabytes: MAX_CONVERSATION_BYTES / MEGABYTE },
})

function assertRoom(totalBytes: number): void {
  if (totalBytes > MAX_TOTAL_BYTES)
    refuse({ code: 'LIMIT_REACHED', text: 'conversationsFull', values: { megabytes: MAX_TOTAL_BYTES / MEGABYTE } })
}
