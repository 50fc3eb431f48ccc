// The load generator: one job at a time, told and answered over IPC. See the three functions for the jobs.
import { connect } from 'node:net'
import { Pool } from 'undici'
import { percentile } from './statistics.mjs'

const NANOS_PER_MS = 1e6
const STAMP = /t=(\d+);/g
const LONGEST_STAMP = 40
const SLOW_READER_TICK_MS = 100
const JOBS = { json: runJson, streams: runStreams, slowReader: runSlowReader }

process.on('message', async (job) => {
  try {
    process.send({ result: await JOBS[job.type](job) })
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) })
  }
})
process.send({ ready: true })

const requestOf = ({ path, headers, body }) => ({ method: 'POST', path, headers, body })

/** `connections` callers, each asking again as soon as it is answered, for `durationMs`. */
async function runJson(job) {
  const pool = new Pool(job.origin, { connections: job.connections, pipelining: 1 })
  const durations = []
  const endAt = performance.now() + job.durationMs
  const caller = async () => {
    while (performance.now() < endAt) {
      const startedAt = performance.now()
      await exchange(pool, job, () => {})
      durations.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: job.connections }, caller))
  const seconds = (performance.now() - startedAt) / 1_000
  await pool.close()
  durations.sort((a, b) => a - b)
  return {
    count: durations.length,
    perSecond: durations.length / seconds,
    p50Ms: percentile(durations, 0.5),
    p99Ms: percentile(durations, 0.99),
  }
}

/** `connections` streams at once, started over `rampMs`; the delay of each chunk since the upstream sent it. */
async function runStreams(job) {
  const pool = new Pool(job.origin, { connections: job.connections, pipelining: 1, bodyTimeout: 60_000 })
  const delays = []
  const stream = async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, (index * (job.rampMs ?? 100)) / job.connections))
    let carry = ''
    await exchange(pool, job, (data) => {
      const now = Number(process.hrtime.bigint())
      const text = carry + data.toString('latin1')
      let end = 0
      for (const match of text.matchAll(STAMP)) {
        delays.push((now - Number(match[1])) / NANOS_PER_MS)
        end = match.index + match[0].length
      }
      carry = text.slice(Math.max(end, text.length - LONGEST_STAMP))
    })
  }
  await Promise.all(Array.from({ length: job.connections }, stream))
  await pool.close()
  delays.sort((a, b) => a - b)
  return { chunks: delays.length, p50Ms: percentile(delays, 0.5), p99Ms: percentile(delays, 0.99) }
}

/** @throws unless the answer is a 200 that came to its end */
const exchange = (pool, job, onData) =>
  new Promise((resolve, reject) => {
    pool.dispatch(requestOf(job), {
      onRequestStart() {},
      onResponseStart(_controller, status) {
        if (status !== 200) reject(new Error(`status ${status}`))
      },
      onResponseData: (_controller, data) => onData(data),
      onResponseEnd: () => resolve(),
      onResponseError: (_controller, error) => reject(error),
    })
  })

/** One call whose answer is read at `bytesPerSecond`, however fast it could come. */
function runSlowReader({ origin, path, headers, body, bytesPerSecond }) {
  const { hostname, port } = new URL(origin)
  const perTick = (bytesPerSecond * SLOW_READER_TICK_MS) / 1_000
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), highWaterMark: 64 * 1024 })
    const lines = Object.entries({
      ...headers,
      host: `${hostname}:${port}`,
      connection: 'close',
      'content-length': Buffer.byteLength(body),
    })
    let total = 0
    let budget = perTick
    let start = ''
    let tail = ''
    const startedAt = performance.now()
    const ticks = setInterval(() => {
      budget = Math.min(budget + perTick, perTick)
      if (budget > 0) socket.resume()
    }, SLOW_READER_TICK_MS)
    socket.on('data', (data) => {
      if (start.length < 15) start += data.subarray(0, 15).toString('latin1')
      tail = (tail + data.subarray(-64).toString('latin1')).slice(-64)
      total += data.length
      budget -= data.length
      if (budget <= 0) socket.pause()
    })
    socket.once('error', reject)
    socket.once('close', () => {
      clearInterval(ticks)
      if (!start.startsWith('HTTP/1.1 200')) reject(new Error(`answer starts with ${start}`))
      else if (!tail.includes('[DONE]')) reject(new Error('the stream was cut'))
      else resolve({ bytes: total, seconds: (performance.now() - startedAt) / 1_000 })
    })
    socket.write(
      `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    )
  })
}
