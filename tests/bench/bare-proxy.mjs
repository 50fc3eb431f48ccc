// What the gateway is compared with: node:http in front, one undici pool behind, nothing in between.
import { createServer } from 'node:http'
import { pipeline } from 'node:stream'
import { Pool } from 'undici'

const [upstreamOrigin] = process.argv.slice(2)
const pool = new Pool(upstreamOrigin, { connections: 4_096, headersTimeout: 120_000, bodyTimeout: 0 })

const server = createServer(async (request, response) => {
  try {
    const { method, url: path } = request
    const headers = { 'content-type': request.headers['content-type'], accept: request.headers.accept }
    const answer = await pool.request({ method, path, headers, body: request })
    const length = answer.headers['content-length']
    response.writeHead(answer.statusCode, {
      'content-type': answer.headers['content-type'],
      ...(length && { 'content-length': length }),
    })
    pipeline(answer.body, response, () => {})
  } catch {
    response.writeHead(502).end()
  }
})

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send({ ready: { port: server.address().port } }))
