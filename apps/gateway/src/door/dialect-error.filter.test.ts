import { fastify } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FailedCall } from '../refusals/to-refusal.js'
import { createDialectErrorFilter } from './dialect-error.filter.js'

const SECRET = 'postgresql://owner:canary@database'
const codes: string[] = []
const failed: FailedCall[] = []
const logged: string[] = []
const server = fastify({ genReqId: () => 'req-1' })

beforeAll(async () => {
  server.setErrorHandler(
    createDialectErrorFilter({
      quotaStatus: 402,
      logger: pino({}, { write: (line: string) => void logged.push(line) }),
      onError: (code) => codes.push(code),
      onFailed: (call) => failed.push(call),
    }),
  )
  server.post('/*', () => {
    throw new TypeError(`cannot read ${SECRET}`)
  })
  await server.ready()
})
afterAll(() => server.close())

it.each([
  ['openai-chat', '/v1/chat/completions', { error: { type: 'api_error', code: 'internal_error' } }],
  ['openai-responses', '/v1/responses', { error: { code: 'internal_error' } }],
  ['anthropic-messages', '/v1/messages', { type: 'error', error: { type: 'api_error' } }],
  ['gemini-generate', '/v1beta/models/m:generateContent', { error: { code: 500, status: 'INTERNAL' } }],
])('C5: what nobody foresaw is a 500 in the shape of %s, and tells nothing of itself', async (_dialect, url, shape) => {
  codes.length = failed.length = logged.length = 0
  const response = await server.inject({ method: 'POST', url, payload: {} })
  expect(response.statusCode).toBe(500)
  expect(response.json()).toMatchObject(shape)
  expect(response.body).toContain('The gateway failed to handle this request.')
  expect(response.body).not.toMatch(/canary|TypeError/)
  expect(codes).toEqual(['internal_error'])
  expect(failed).toMatchObject([{ requestId: 'req-1', status: 500 }])
  expect(logged).toHaveLength(1)
  expect(logged[0]).toContain('req-1')
})
