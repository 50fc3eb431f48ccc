import { randomUUID } from 'node:crypto'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions } from '@tollgate/messaging'
import {
  courseGrantSchema,
  courseGrantsSchema,
  type GrantReply,
  grantSchema,
  MONEY_SUBJECTS,
} from '@tollgate/protocols/events'

export interface FakeBilling {
  /** Bodies that were asked, in order. */
  readonly asked: unknown[]
  /** Answers the next grants with this instead. */
  refuseWith(code: Extract<GrantReply, { type: 'refused' }>['code'] | undefined): void
  close(): Promise<void>
}

/** Answers `billing.money.grant`, `…course-grant`, `…course-grants` and `…set-limit` by their contracts, as the NATS user billing, and remembers idempotency keys. */
export async function startFakeBilling(access: { url: string; password: string }): Promise<FakeBilling> {
  const connection: NatsConnection = await connect(connectionOptions({ ...access, user: 'billing' }))
  const asked: unknown[] = []
  const booked = new Map<string, string>()
  let refusal: string | undefined
  const answer = (subject: string, schema: { parse(body: unknown): { idempotencyKey: string; amountNanos: bigint } }) =>
    connection.subscribe(subject, {
      callback(error, message) {
        if (error !== null) return
        const grant = schema.parse(message.json())
        asked.push(message.json())
        if (refusal !== undefined) {
          message.respond(JSON.stringify({ type: 'refused', v: 1, code: refusal, message: 'refused' }))
          return
        }
        const isRepeat = booked.has(grant.idempotencyKey)
        const transactionId = booked.get(grant.idempotencyKey) ?? randomUUID()
        booked.set(grant.idempotencyKey, transactionId)
        const amount = grant.amountNanos.toString()
        const money = { amountNanos: amount, balanceNanos: amount, heldNanos: '0' }
        message.respond(JSON.stringify({ type: 'granted', v: 1, transactionId, ...money, isRepeat }))
      },
    })
  const subscriptions = [
    answer(MONEY_SUBJECTS.grant, grantSchema),
    answer(MONEY_SUBJECTS.courseGrant, courseGrantSchema),
    connection.subscribe(MONEY_SUBJECTS.courseGrants, {
      callback(error, message) {
        if (error !== null) return
        const { people } = courseGrantsSchema.parse(message.json())
        asked.push(message.json())
        const answers = people.map(({ userId, idempotencyKey }) => {
          if (refusal !== undefined) return { type: 'refused', userId, code: refusal, message: 'refused' }
          const isRepeat = booked.has(idempotencyKey)
          const transactionId = booked.get(idempotencyKey) ?? randomUUID()
          booked.set(idempotencyKey, transactionId)
          return { type: 'granted', userId, transactionId, isRepeat }
        })
        message.respond(JSON.stringify({ type: 'answered', v: 1, answers }))
      },
    }),
    connection.subscribe(MONEY_SUBJECTS.setLimit, {
      callback(error, message) {
        if (error !== null) return
        asked.push(message.json())
        const reply = refusal === undefined ? { type: 'done', isRepeat: false } : { type: 'refused', code: refusal }
        message.respond(JSON.stringify({ v: 1, message: 'refused', ...reply }))
      },
    }),
  ]
  await connection.flush()
  return {
    asked,
    refuseWith(code) {
      refusal = code
    },
    async close() {
      for (const subscription of subscriptions) subscription.unsubscribe()
      await connection.drain()
    },
  }
}
