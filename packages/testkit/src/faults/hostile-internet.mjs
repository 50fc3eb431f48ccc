// An Internet of one process, for a closed network: a name server that answers as it is told, and one HTTP server behind
// every address. Lines of JSON on standard input set answers; what is asked and reached goes out the same way.
//   { "name": "a.test", "answers": [["93.184.216.34"], ["10.1.2.3"]] }   one list for each look-up, the last one for good
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'

const DNS_PORT = 53
const HTTP_PORT = 80
const TYPES = { A: 1, CNAME: 5, AAAA: 28 }
const NO_SUCH_NAME = 3
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const ANSWER = {
  ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'm' },
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}

const DISCOVERY = /^\/([^/]+)\/\.well-known\/openid-configuration$/

/** Name → its lists, and which of them is next. */
const names = new Map()
const tell = (fact) => process.stdout.write(`${JSON.stringify(fact)}\n`)

await Promise.all([startNames(), startHttp()].map((server) => once(server, 'listening')))
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { name, answers } = JSON.parse(line)
    names.set(name, { answers, next: 0 })
    tell({ type: 'set', name })
  })
  .on('close', () => process.exit())
tell({ type: 'ready' })

function startNames() {
  const socket = createSocket('udp4')
  socket.on('message', (message, { port, address }) => socket.send(replyTo(message), port, address))
  return socket.bind(DNS_PORT, '127.0.0.1')
}

function replyTo(message) {
  const { name, type, end } = questionOf(message)
  const known = names.get(name)
  if (known === undefined) return reply(message, end, { code: NO_SUCH_NAME, records: [] })
  // a look-up asks for IPv4 and IPv6; the first of the two takes the next list
  if (type === TYPES.A) {
    known.now = known.answers[Math.min(known.next++, known.answers.length - 1)]
    tell({ type: 'question', name })
  }
  return reply(message, end, { code: 0, records: recordsOf(known.now ?? known.answers[0], type) })
}

/** An entry is an address, or `@name` for an alias with that name's own addresses behind it. */
function recordsOf(entries, type) {
  return entries.flatMap((entry) => {
    if (entry.startsWith('@')) {
      const target = entry.slice(1)
      const own = names.get(target)?.answers[0] ?? []
      return [
        { type: TYPES.CNAME, data: encodeName(target) },
        ...recordsOf(own, type).map((each) => ({ ...each, of: target })),
      ]
    }
    const isIpv6 = entry.includes(':')
    if (isIpv6 !== (type === TYPES.AAAA)) return []
    return [{ type, data: isIpv6 ? bytesOfIpv6(entry) : Buffer.from(entry.split('.').map(Number)) }]
  })
}

function questionOf(message) {
  const labels = []
  let at = 12
  for (let length = message[at]; length > 0; length = message[at]) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}

function reply(message, end, { code, records }) {
  const head = Buffer.from(message.subarray(0, 12))
  head.writeUInt16BE(0x8580 | code, 2) // an answer, authoritative, recursion available
  head.writeUInt16BE(records.length, 6)
  head.writeUInt32BE(0, 8)
  return Buffer.concat([head, message.subarray(12, end), ...records.map(encodeRecord)])
}

function encodeRecord({ type, data, of }) {
  const name = of === undefined ? Buffer.from([0xc0, 12]) : encodeName(of) // a pointer to the question's name
  const fixed = Buffer.alloc(10) // type, class, time to live 0, length
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(1, 2)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([name, fixed, data])
}

const encodeName = (name) =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.from([0]),
  ])

function bytesOfIpv6(text) {
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [(+a << 8) | +b, (+c << 8) | +d].map((part) => part.toString(16)).join(':'),
  )
  const [left, right] = plain.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const parts = right === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return Buffer.from(parts.flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 0xff]))
}

/** The OpenID provider `http://localhost/<host>` has everything but this document at that host. */
const providerAt = (host) => ({
  ...{ issuer: `http://localhost/${host}`, response_types_supported: ['code'] },
  authorization_endpoint: `http://${host}/authorize`,
  token_endpoint: `http://${host}/token`,
  jwks_uri: `http://${host}/jwks`,
})

/** Whatever is asked for: models, a picture, the document of a provider, an answer; at hosts named `redirect…` a way to where its path says. */
function startHttp() {
  return createServer((request, response) => {
    const address = request.socket.localAddress.replace(/^::ffff:/, '')
    tell({ type: 'hit', address, host: request.headers.host ?? '', path: request.url })
    request.resume()
    request.on('end', () => {
      if (request.headers.host?.startsWith('redirect'))
        response.writeHead(302, { location: 'http://private.test/stolen' }).end()
      else if (request.url.endsWith('.png')) response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL)
      else {
        const told = DISCOVERY.exec(request.url)?.[1]
        const list = { object: 'list', data: [{ id: 'm', object: 'model' }] }
        const body = told !== undefined ? providerAt(told) : request.method === 'GET' ? list : ANSWER
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      }
    })
  }).listen(HTTP_PORT, '::')
}
