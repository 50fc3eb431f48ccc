// The upstream of the benchmark, as cheap as it can be: prepared answers, chosen by looking at the body as text.
import { createServer } from 'node:http'

const CHUNKS_PER_STREAM = 100
const CHUNK_INTERVAL_MS = 25
const LARGE_CHUNK_BYTES = 16 * 1024
const PROMPT_TOKENS = 20
const USAGE = { prompt_tokens: PROMPT_TOKENS, completion_tokens: 40, total_tokens: PROMPT_TOKENS + 40 }
const HEAD = { id: 'chatcmpl-bench', created: 1_700_000_000, model: 'bench' }

const JSON_ANSWER = Buffer.from(
  JSON.stringify({
    ...HEAD,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: 'word '.repeat(40) }, finish_reason: 'stop' }],
    usage: USAGE,
  }),
)
const [CHUNK_START, CHUNK_END] = chunk({ content: '@' }, null).split('@')
const LARGE_CHUNK = chunk({ content: 'x'.repeat(LARGE_CHUNK_BYTES) }, null)
const LAST_CHUNKS = `${chunk({}, 'stop')}data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices: [], usage: USAGE })}\n\ndata: [DONE]\n\n`
const SSE = { 'content-type': 'text/event-stream' }

function chunk(delta, finishReason) {
  const choices = [{ index: 0, delta, finish_reason: finishReason }]
  return `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices, usage: null })}\n\n`
}

const server = createServer((request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    const body = Buffer.concat(parts).toString()
    const largeMb = /@@large=(\d+)@@/.exec(body)?.[1]
    if (largeMb !== undefined) sendLarge(response, Number(largeMb) * 1024 ** 2)
    else if (/"stream":\s*true/.test(body))
      sendPaced(response, Number(/@@interval=(\d+)@@/.exec(body)?.[1] ?? CHUNK_INTERVAL_MS))
    else
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': JSON_ANSWER.length })
        .end(JSON_ANSWER)
  })
})

/** Each chunk's text is the instant at which it is sent, by the clock that all processes of a machine share. */
function sendPaced(response, intervalMs) {
  response.writeHead(200, SSE)
  let sent = 0
  const timer = setInterval(() => {
    response.write(`${CHUNK_START}t=${process.hrtime.bigint()};${CHUNK_END}`)
    sent += 1
    if (sent < CHUNKS_PER_STREAM) return
    clearInterval(timer)
    response.end(LAST_CHUNKS)
  }, intervalMs)
  response.on('close', () => clearInterval(timer))
}

/** As fast as the reader allows, never faster. */
async function sendLarge(response, totalBytes) {
  response.writeHead(200, SSE)
  for (let left = totalBytes; left > 0 && !response.destroyed; left -= LARGE_CHUNK_BYTES) {
    if (!response.write(LARGE_CHUNK)) await drained(response)
  }
  response.end(LAST_CHUNKS)
}

const drained = (response) =>
  new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send({ ready: { port: server.address().port } }))
