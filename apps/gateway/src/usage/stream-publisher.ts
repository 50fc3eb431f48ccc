import { createInbox, headers, type Msg, type NatsConnection } from '@nats-io/nats-core'

const SWEEP_MS = 500
const MESSAGE_ID = 'Nats-Msg-Id'

interface Waiting {
  resolve: () => void
  reject: (error: Error) => void
  untilMs: number
}

export interface StreamPublisher {
  /** Resolves once the stream has stored the message. @throws Error on a refusal, without an answer, without a stream */
  publish(subject: string, payload: string, messageId: string): Promise<void>
  close(): void
}

/**
 * JetStream publishing on one inbox for all messages. The client's own request() makes an error with its stack, a timer and
 * several promises for each message, which on this path costs more than the message.
 * @param options.inboxPrefix the only inbox that the server lets this user listen to
 */
export function createStreamPublisher(
  connection: NatsConnection,
  options: { inboxPrefix: string | undefined; timeoutMs: number },
): StreamPublisher {
  const inbox = createInbox(options.inboxPrefix)
  const waiting = new Map<string, Waiting>()
  let count = 0
  const subscription = connection.subscribe(`${inbox}.*`, { callback: (_error, message) => onAnswer(message) })
  const sweeper = setInterval(() => failOlderThan(performance.now()), SWEEP_MS).unref()
  void connection.closed().then(() => failOlderThan(Number.POSITIVE_INFINITY))
  return {
    publish(subject, payload, messageId) {
      const reply = `${inbox}.${count++}`
      const head = headers()
      head.set(MESSAGE_ID, messageId)
      return new Promise((resolve, reject) => {
        connection.publish(subject, payload, { reply, headers: head }) // throws where the connection is closed
        waiting.set(reply, { resolve, reject, untilMs: performance.now() + options.timeoutMs })
      })
    },
    close() {
      clearInterval(sweeper)
      subscription.unsubscribe()
      failOlderThan(Number.POSITIVE_INFINITY)
    },
  }

  function onAnswer(message: Msg | null): void {
    const one = message === null ? undefined : waiting.get(message.subject)
    if (message === null || one === undefined) return
    waiting.delete(message.subject)
    const refusal = refusalOf(message)
    if (refusal === undefined) one.resolve()
    else one.reject(new Error(refusal))
  }

  function failOlderThan(nowMs: number): void {
    for (const [reply, { reject, untilMs }] of waiting) {
      if (untilMs > nowMs) continue
      waiting.delete(reply)
      reject(new Error('the stream did not answer'))
    }
  }
}

/** Nobody listens on the subject: a bare 503. Else `{"stream", "seq"}` or `{"error"}`. */
function refusalOf(message: Msg): string | undefined {
  if (message.data.length === 0) return 'there is no stream'
  const answer = message.json<{ error?: { description?: string }; stream?: string }>()
  if (answer.error !== undefined) return answer.error.description ?? 'refused'
  return answer.stream === undefined ? 'not an acknowledgement' : undefined
}
