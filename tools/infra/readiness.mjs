// "Up" is more than an open port: each service says itself whether it can do its work.
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from './problem.mjs'

const POLL_MS = 50
const ASK_TIMEOUT_MS = 2_000

/** `undefined` when the address answers as it should, else what it said. */
async function findFault(url) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
    const text = await response.text()
    return response.status < 400 ? undefined : `${response.status} ${text.slice(0, 300)}`
  } catch (error) {
    return error.cause?.message ?? error.message
  }
}

/** Resolves once `url` answers with a status below 400. @throws Problem after `timeoutMs` */
export async function waitUntilReady(name, url, { timeoutMs = 60_000 } = {}) {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const fault = await findFault(url)
    if (fault === undefined) return
    if (Date.now() > deadline) throw new Problem(`${name} is not ready after ${timeoutMs / 1000} s: ${fault}`)
    await sleep(POLL_MS)
  }
}
