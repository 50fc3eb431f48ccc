// Pictures, and what is none, on every address of its network. It tells its port, and each path that it is asked for, a line
// each, and ends with its standard input.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { pipeline, Readable } from 'node:stream'

const PNG = Buffer.from(process.argv[2], 'base64')
const PIECE = Buffer.alloc(1024 * 1024)
const PIECES = 21

const ANSWERS = {
  '/pixel.png': (response) => response.setHeader('content-type', 'image/png').end(PNG),
  '/page.png': (response) => response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>'),
  '/forged.png': (response) => response.setHeader('content-type', 'image/png').end('<h1>Sign in</h1>'),
  '/drawing.svg': (response) => response.setHeader('content-type', 'image/svg+xml').end('<svg/>'),
  '/elsewhere.png': (response) => response.writeHead(302, { location: '/pixel.png' }).end(),
  '/inwards.png': (response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/private.png` }).end(),
  '/silent.png': () => {},
  '/large.png'(response) {
    response.setHeader('content-type', 'image/png')
    pipeline(Readable.from(Array(PIECES).fill(PIECE)), response, () => {})
  },
}

const server = createServer((request, response) => {
  process.stdout.write(`${request.url}\n`)
  const answer = ANSWERS[request.url]
  if (answer === undefined) response.writeHead(404).end()
  else answer(response)
})
server.listen(0, '0.0.0.0')
await once(server, 'listening')
const { port } = server.address()
process.stdout.write(`${port}\n`)
process.stdin.resume().once('end', () => process.exit())
