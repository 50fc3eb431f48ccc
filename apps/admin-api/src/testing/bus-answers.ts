import { connect } from '@nats-io/transport-node'
import { connectionOptions } from '@tollgate/messaging'
import { NATS_PASSWORDS, type TestServers } from './test-app.js'

export interface BusAnswers {
  /** What was asked, in order, as the contract reads it. */
  readonly asked: unknown[]
  /** What is said from now on, beside the version. */
  answer: object
  close(): Promise<void>
}

/** Billing as the test wants it: reads each question by its contract, and says the same to all of them. */
export async function startBillingAnswers(
  servers: TestServers,
  contracts: Readonly<Record<string, { parse(body: unknown): unknown }>>,
): Promise<BusAnswers> {
  const access = { url: servers.nats.url, user: 'billing', password: NATS_PASSWORDS.billing } as const
  const connection = await connect(connectionOptions(access))
  const answers: BusAnswers = { asked: [], answer: {}, close: () => connection.drain() }
  for (const [subject, contract] of Object.entries(contracts))
    connection.subscribe(subject, {
      callback(_, message) {
        answers.asked.push(contract.parse(message.json()))
        message.respond(JSON.stringify({ v: 1, ...answers.answer }))
      },
    })
  await connection.flush()
  return answers
}
