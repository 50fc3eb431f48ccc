// An upstream that speaks all four dialects, chosen by the path: a hundred prepared chunks, one every 25 ms.
import { createServer } from 'node:http'
import { CODECS } from '@tollgate/protocols/dialects'
import { formatSse } from '@tollgate/protocols/sse'

const CHUNKS_PER_STREAM = 100
const CHUNK_INTERVAL_MS = 25
const IDENTITY = { id: 'bench', model: 'bench', createdAtSeconds: 1_700_000_000, includeUsage: true }
/** As long as a token or two, and other words in each: some servers would repeat themselves. */
const wordsOf = (index) => ` ${index} the speed of light`
const DIALECT_OF_PATH = [
  [/\/chat\/completions$/, 'openai-chat'],
  [/\/responses$/, 'openai-responses'],
  [/\/messages$/, 'anthropic-messages'],
  [/:streamGenerateContent/, 'gemini-generate'],
]
const STREAMS = Object.fromEntries(Object.keys(CODECS).map((dialect) => [dialect, prepare(dialect)]))

/** The dialect's own words for an answer of many pieces, cut at each. */
function prepare(dialect) {
  const encoder = CODECS[dialect].createStreamEncoder(IDENTITY)
  const write = (...events) =>
    events
      .flatMap((event) => encoder.push(event))
      .map(formatSse)
      .join('')
  const head = write(
    { type: 'response-start', id: 'bench', model: 'bench', createdAtSeconds: IDENTITY.createdAtSeconds },
    { type: 'block-start', block: 0, choice: 0, kind: 'text' },
  )
  const piece = (index) => write({ type: 'block-delta', block: 0, text: wordsOf(index) })
  const first = piece(0) // a dialect may hold its first one back
  const pieces = Array.from({ length: CHUNKS_PER_STREAM }, (_, index) => piece(index + 1))
  const tail = write(
    { type: 'block-end', block: 0 },
    { type: 'choice-end', choice: 0, reason: { unified: 'stop' } },
    { type: 'usage', usage: { input: { total: 20 }, output: { total: CHUNKS_PER_STREAM } } },
    { type: 'finish' },
  )
  return { head: head + first, pieces, tail }
}

const server = createServer((request, response) => {
  const dialect = DIALECT_OF_PATH.find(([path]) => path.test(request.url))?.[1]
  request.resume()
  request.on('end', () => {
    if (dialect === undefined) response.writeHead(404).end()
    else sendPaced(response, STREAMS[dialect])
  })
})

function sendPaced(response, { head, pieces, tail }) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(head)
  let sent = 0
  const timer = setInterval(() => {
    response.write(pieces[sent])
    sent += 1
    if (sent < pieces.length) return
    clearInterval(timer)
    response.end(tail)
  }, CHUNK_INTERVAL_MS)
  response.on('close', () => clearInterval(timer))
}

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send({ ready: { port: server.address().port } }))
