import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEgress, type Egress, type EgressRequest } from './dispatcher.js'
import { EgressError } from './egress-error.js'
import type { IncomingBody } from './incoming-answer.js'
import { parseTarget } from './target.js'

const WAIT = { timeout: 45_000, interval: 10 }
const MEBIBYTE = 1024 ** 2

let server: Server
let egress: Egress
let answer: (response: ServerResponse) => void
let responses: ServerResponse[]
beforeEach(async () => {
  responses = []
  server = createServer((_request, response) => {
    responses.push(response)
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  egress = createEgress({ allow: [`127.0.0.1:${port()}`] })
})
afterEach(async () => {
  server.closeAllConnections()
  await egress.close()
  await new Promise((resolve) => server.close(resolve))
})

const port = () => (server.address() as AddressInfo).port
const open = (more: Partial<EgressRequest> = {}) =>
  egress.open({ ...parseTarget(`http://127.0.0.1:${port()}/`), method: 'GET', ...more })

/** What a body tells, as it tells it. */
function listen(body: IncomingBody) {
  const heard = { text: '', bytes: 0, end: undefined as unknown }
  body.read({
    onData: (chunk) => {
      heard.bytes += chunk.length
      if (heard.bytes < MEBIBYTE) heard.text += chunk.toString()
    },
    onEnd: () => {
      heard.end = 'whole'
    },
    onError: (error) => {
      heard.end = error
    },
  })
  return heard
}

describe('an answer without a stream around it', () => {
  it('has its head first, then its chunks in order and one end', async () => {
    answer = (response) => {
      response.writeHead(302, { location: '/elsewhere' }).write('one ')
    }
    const { statusCode, headers, body } = await open()
    expect([statusCode, headers.location]).toEqual([302, '/elsewhere'])
    const heard = listen(body)
    await expect.poll(() => heard.text, WAIT).toBe('one ')
    expect(body.isOver()).toBe(false)
    responses[0]?.end('two')
    await expect.poll(() => heard.end, WAIT).toBe('whole')
    expect(heard.text).toBe('one two')
    expect(body.isOver()).toBe(true)
  })

  it('that came before its reader is told to it as it is', async () => {
    answer = (response) => void response.end('all of it')
    const { body } = await open()
    await expect.poll(() => body.isOver(), WAIT).toBe(true)
    expect(listen(body)).toMatchObject({ text: 'all of it', end: 'whole' })
  })

  it.each(['before it is read', 'after it was paused'])('waits in its connection: %s', async (when) => {
    let sent = 0
    answer = (response) => {
      const more = () => {
        let hasRoom = true
        for (; sent < 64 && hasRoom; sent++) hasRoom = response.write(Buffer.alloc(MEBIBYTE))
        if (sent === 64) response.end()
      }
      response.on('drain', more)
      more()
    }
    const { body } = await open()
    const paused = when === 'after it was paused' ? listen(body) : undefined
    body.pause()
    let last = -1
    const isQuiet = () => {
      const before = last
      last = sent
      return before === sent
    }
    await expect.poll(isQuiet, { ...WAIT, interval: 100 }).toBe(true)
    expect(sent).toBeLessThan(64)
    expect(paused?.end).toBeUndefined()
    const heard = paused ?? listen(body)
    body.resume()
    await expect.poll(() => heard.end, WAIT).toBe('whole')
    expect(heard.bytes).toBe(64 * MEBIBYTE)
  })

  it('that is let go closes its connection and says nothing more', async () => {
    answer = (response) => void response.write('begun')
    const { body } = await open()
    const heard = listen(body)
    await expect.poll(() => heard.text, WAIT).toBe('begun')
    body.destroy()
    await expect.poll(() => responses[0]?.destroyed, WAIT).toBe(true)
    expect(heard.end).toBeUndefined()
  })

  it('that is cut is an error, once', async () => {
    answer = (response) => void response.write('begun')
    const { body } = await open()
    const heard = listen(body)
    await expect.poll(() => heard.text, WAIT).toBe('begun')
    responses[0]?.destroy()
    await expect.poll(() => EgressError.is(heard.end) && heard.end.code, WAIT).toBe('egress_broken')
    expect(body.isOver()).toBe(true)
  })

  it('that goes quiet ends by its time-out', async () => {
    answer = (response) => void response.write('begun')
    const heard = listen((await open({ bodyTimeoutMs: 50 })).body)
    await expect.poll(() => EgressError.is(heard.end) && heard.end.code, WAIT).toBe('egress_timeout')
  })

  it('ends with its signal: before its head, and after it', async () => {
    const early = new AbortController()
    answer = () => early.abort(new Error('first'))
    await expect(open({ signal: early.signal })).rejects.toThrow('first')
    await expect(open({ signal: early.signal })).rejects.toThrow('first')
    const late = new AbortController()
    answer = (response) => void response.write('begun')
    const heard = listen((await open({ signal: late.signal })).body)
    late.abort(new Error('second'))
    expect(heard.end).toEqual(new Error('second'))
    await expect.poll(() => responses.every(({ destroyed }) => destroyed), WAIT).toBe(true)
  })

  it('is none where the guard refuses, in the guard’s own words', async () => {
    egress.setAllowed([])
    await expect(open()).rejects.toMatchObject({ code: 'egress_blocked' })
    await expect(open({ path: 'http://10.0.0.1/' })).rejects.toThrow(TypeError)
  })
})
