import { randomUUID } from 'node:crypto'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions } from '@tollgate/messaging'
import { type GrantReply, grantSchema, MONEY_SUBJECTS } from '@tollgate/protocols/events'

export interface FakeBilling {
  /** Bodies that were asked, in order. */
  readonly asked: unknown[]
  /** Answers the next grants with this instead. */
  refuseWith(code: Extract<GrantReply, { type: 'refused' }>['code'] | undefined): void
  close(): Promise<void>
}

/** Answers `billing.money.grant` by its contract, as the NATS user billing, and remembers idempotency keys. */
export async function startFakeBilling(access: { url: string; password: string }): Promise<FakeBilling> {
  const connection: NatsConnection = await connect(connectionOptions({ ...access, user: 'billing' }))
  const asked: unknown[] = []
  const booked = new Map<string, string>()
  let refusal: string | undefined
  const subscription = connection.subscribe(MONEY_SUBJECTS.grant, {
    callback(error, message) {
      if (error !== null) return
      const grant = grantSchema.parse(message.json())
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
  await connection.flush()
  return {
    asked,
    refuseWith(code) {
      refusal = code
    },
    async close() {
      subscription.unsubscribe()
      await connection.drain()
    },
  }
}
