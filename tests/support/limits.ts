import { randomUUID } from 'node:crypto'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { Stack } from '@tollgate/testkit'
import pg from 'pg'
import type { Student } from './scene.js'

/** Limits as admin-api asks billing for them, and what only an administrator of the database could arrange. */
export interface LimitDesk {
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** A connection that hears everything. */
  operator: NatsConnection
  /** A course with these students' keys in it. @returns its id */
  course(...students: readonly Student[]): Promise<string>
  /** @param units currency units. @returns the limit's id */
  setLimit(subject: object, units: number, more?: object): Promise<string>
  close(): Promise<void>
}

const NANOS = 1_000_000_000

export async function openLimitDesk(stack: Stack): Promise<LimitDesk> {
  const pool = new pg.Pool({ connectionString: stack.databases.superuser, max: 2 })
  pool.on('error', () => {}) // the server may be stopped before the pool is
  const as = (user: 'operator' | 'admin-api') =>
    connect({ servers: stack.nats.url, user, pass: stack.natsPasswords[user], inboxPrefix: `_INBOX_${user}` })
  const [operator, adminApi] = [await as('operator'), await as('admin-api')]
  const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(text, values)).rows
  return {
    sql,
    operator,
    async course(...students) {
      const id = randomUUID()
      await sql('INSERT INTO course (id, name) VALUES ($1::uuid, $1::uuid::text)', [id])
      for (const { userId } of students) {
        await sql(`UPDATE api_key SET course_id = $2 WHERE user_id = $1 AND kind = 'secret'`, [userId, id])
      }
      return id
    },
    async setLimit(subject, units, more = {}) {
      const [root] = await sql<{ id: string }>(`SELECT id FROM app_user WHERE role = 'root' AND state = 'active'`)
      const limitId = randomUUID()
      const amountNanos = String(Math.round(units * NANOS))
      const message = {
        v: 1,
        limitId,
        actorUserId: root?.id,
        subject,
        period: 'month',
        amountNanos,
        isActive: true,
        ...more,
      }
      const reply = (
        await adminApi.request('billing.money.set-limit', JSON.stringify(message), { timeout: 5_000 })
      ).json<{
        type: string
      }>()
      if (reply.type !== 'done') throw new Error(`no limit: ${JSON.stringify(reply)}`)
      return limitId
    },
    async close() {
      await Promise.all([operator.close(), adminApi.close(), pool.end()])
    },
  }
}
