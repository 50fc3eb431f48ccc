import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createBodyReader } from './body-reader.js'

const answer = (): ServerResponse => new ServerResponse(new IncomingMessage(new Socket()))

it('counts a body until its answer is over, and has no room for more than all bodies may take', async () => {
  const reader = createBodyReader({ limitBytes: 10, inFlightLimitBytes: 15 })
  const first = answer()
  const body = new PassThrough()
  body.end('0123456789')
  expect((await reader.read(body, { 'content-length': '10' }, first)).toString()).toBe('0123456789')
  expect(reader.inFlightBytes()).toBe(10)

  const announced = reader.read(new PassThrough(), { 'content-length': '6' }, answer())
  await expect(announced).rejects.toMatchObject({ code: 'billing_unavailable', retryAfterSeconds: 2 })
  const second = answer()
  const endless = new PassThrough()
  endless.write('012345')
  await expect(reader.read(endless, {}, second)).rejects.toMatchObject({ code: 'billing_unavailable' })

  second.emit('close')
  first.emit('close')
  first.emit('close')
  expect(reader.inFlightBytes()).toBe(0)
})

it('refuses a body beyond its own limit, announced or not, and one that breaks off', async () => {
  const reader = createBodyReader({ limitBytes: 10, inFlightLimitBytes: 100 })
  const tooLarge = { code: 'request_too_large' }
  await expect(reader.read(new PassThrough(), { 'content-length': '11' }, answer())).rejects.toMatchObject(tooLarge)
  const long = new PassThrough()
  long.write('01234567890')
  await expect(reader.read(long, {}, answer())).rejects.toMatchObject(tooLarge)
  const cut = new PassThrough()
  cut.destroy(new Error('aborted'))
  await expect(reader.read(cut, {}, answer())).rejects.toMatchObject({ code: 'invalid_request' })
})
