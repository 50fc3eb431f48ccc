import { Injectable } from '@nestjs/common'
import type { DoneReply } from '@tollgate/protocols/events'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { idempotencyKeyField, nameField, reasonField } from '../../graphql/fields.js'
import { parseId, toId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage, toSearchPattern } from '../../graphql/page.js'
import { badInput, failed, ok, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { type AuditRecord, AuditRepository } from '../audit/audit.repository.js'
import { CoursesRepository } from '../courses/courses.repository.js'
import { idOfKey } from '../finance/id-of-key.js'
import { MoneyClient } from '../finance/money.client.js'
import { failedBy } from '../finance/money-problem.js'
import { UsersRepository } from '../users/users.repository.js'
import { type PoolRow, PoolsRepository } from './pools.repository.js'
import type { OpenPoolInput, PoolFilter, SetPoolStateInput } from './pools.types.js'

const openSchema = z.object({ name: nameField(200), idempotencyKey: idempotencyKeyField })
const stateSchema = z.object({ reason: reasonField })

export interface ChangedPool {
  pool: PoolRow
  isRepeat: boolean
}

@Injectable()
export class PoolsService {
  constructor(
    private readonly database: Database,
    private readonly pools: PoolsRepository,
    private readonly courses: CoursesRepository,
    private readonly users: UsersRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  /** Those that one may spend from; staff see all of them. */
  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: PoolFilter | undefined },
  ): Promise<Page<PoolRow>> {
    const actor = assertCan(caller, 'pool:list')
    const request = parsePage(args, 2)
    const { state, courseId, search, isUsable } = args.filter ?? {}
    if (isUsable === false && !can(actor, 'pool:list-all')) throw new ApiError('FORBIDDEN')
    const found = await this.pools.list(request, {
      userId: actor.userId,
      isUsable: can(actor, 'pool:list-all') ? (isUsable ?? undefined) : true,
      state: state ?? undefined,
      courseId: courseId == null ? undefined : parseId(courseId),
      pattern: toSearchPattern(search),
    })
    return toPage({ ...found, first: request.first, cursorOf: (pool) => [pool.name, pool.id] })
  }

  async get(caller: Caller, id: string): Promise<PoolRow> {
    const actor = assertCan(caller, 'pool:list')
    const pool = await this.pools.find(parseId(id), actor.userId)
    if (pool === undefined || !(pool.isUsable || pool.ownerUserId === actor.userId || can(actor, 'pool:list-all')))
      throw new ApiError('NOT_FOUND')
    return pool
  }

  async open(caller: Caller, input: OpenPoolInput): Promise<Result<ChangedPool>> {
    const actor = assertCan(caller, 'pool:write')
    const parsed = openSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const { courseId = null, ownerId = null } = input
    if (courseId === null && ownerId === null) return failed([badInput('poolOfNobody', ['courseId'])])
    const [ofCourse, ofOwner] = [toId(courseId ?? ''), toId(ownerId ?? '')]
    const course = ofCourse === undefined ? undefined : await this.courses.find(ofCourse)
    if (courseId !== null && course === undefined)
      return failed([badInput('unknownReference', ['courseId'], { kind: 'course', name: courseId.slice(0, 64) })])
    const owner = ofOwner === undefined ? undefined : await this.users.find(ofOwner)
    if (ownerId !== null && owner?.state !== 'active')
      return failed([badInput('unknownReference', ['ownerId'], { kind: 'user', name: ownerId.slice(0, 64) })])
    const { name, idempotencyKey } = parsed.data
    const accountId = idOfKey('pool', actor.userId, idempotencyKey)
    const fields = { name, courseId: course?.id ?? null, ownerUserId: owner?.id ?? null }
    const reply = await this.money.openPool({ accountId, actorUserId: actor.userId, ...fields })
    return this.#finish(caller, { action: 'pool:open', id: accountId, reply, after: fields })
  }

  async setState(caller: Caller, input: SetPoolStateInput): Promise<Result<ChangedPool>> {
    const actor = assertCan(caller, 'pool:write')
    const parsed = stateSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const { reason } = parsed.data
    const [accountId, { state }] = [parseId(input.id), input]
    const reply = await this.money.setPoolState({ accountId, actorUserId: actor.userId, state, reason })
    if (reply?.type === 'refused' && reply.code === 'not_found') throw new ApiError('NOT_FOUND')
    return this.#finish(caller, { action: 'pool:set-state', id: accountId, reply, after: { state }, reason })
  }

  async #finish(
    caller: Caller,
    act: { action: string; id: string; reply: DoneReply | undefined; after: object; reason?: string },
  ): Promise<Result<ChangedPool>> {
    const { action, id, reply, after, reason } = act
    if (reply === undefined || reply.type === 'refused') return failedBy(reply)
    const record: AuditRecord = { action, targetKind: 'pool', targetId: id, after: { poolId: id, ...after }, reason }
    await this.database.transaction((tx) =>
      action === 'pool:open'
        ? this.audit.recordOnce(tx, caller, record, { field: 'poolId', id })
        : this.audit.record(tx, caller, record),
    )
    const pool = await this.pools.find(id, caller.actor?.userId ?? id)
    if (pool === undefined) throw new Error('billing answered with a pool that is not there')
    return ok({ pool, isRepeat: reply.isRepeat })
  }
}
