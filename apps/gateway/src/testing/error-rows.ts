import type { DialectId } from '@tollgate/protocols/canonical'
import { expect } from 'vitest'

/** RELIABILITY 7, row by row: status and the dialect's own words. */
export interface Row {
  status: number
  words: string
}

/** The one word by which each dialect's clients tell failures apart. */
export function wordsOf(dialect: DialectId, body: unknown): string {
  const { error, request_id } = body as {
    error: Record<string, unknown> & { details?: { reason?: string }[] }
    request_id?: string
  }
  switch (dialect) {
    case 'openai-chat':
    case 'openai-responses':
      for (const name of ['message', 'type', 'param', 'code']) expect(error).toHaveProperty(name)
      return `${error.type}/${error.code}`
    case 'anthropic-messages':
      expect((body as { type: string }).type).toBe('error')
      expect(request_id).toMatch(/^[0-9a-f-]{36}$/)
      return String(error.type)
    case 'gemini-generate':
      expect(error.code).toBeTypeOf('number')
      return `${error.status}/${error.details?.[0]?.reason}`
  }
}

/** One whole refusal: status, words, ids and type of it; and nothing that nobody should know. */
export async function expectError(dialect: DialectId, response: Response, { status, words }: Row): Promise<string> {
  const text = await response.text()
  const body: unknown = JSON.parse(text)
  expect([response.status, wordsOf(dialect, body)]).toEqual([status, words])
  const id = response.headers.get('x-request-id')
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('request-id')).toBe(dialect === 'anthropic-messages' ? id : null)
  if (dialect === 'anthropic-messages') expect((body as { request_id: string }).request_id).toBe(id)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(text).not.toMatch(/127\.0\.0\.1|canary|node_modules|\bat \//)
  return text
}

/** Rows in the order: OpenAI's two, Anthropic, Gemini. */
export const rows = (openai: Row, anthropic: Row, gemini: Row): Record<DialectId, Row> => ({
  'openai-chat': openai,
  'openai-responses': openai,
  'anthropic-messages': anthropic,
  'gemini-generate': gemini,
})
export const row = (status: number, words: string): Row => ({ status, words })
export const INVALID = rows(
  row(400, 'invalid_request_error/null'),
  row(400, 'invalid_request_error'),
  row(400, 'INVALID_ARGUMENT/INVALID_REQUEST'),
)
export const UPSTREAM_FAILED = rows(
  row(502, 'api_error/upstream_error'),
  row(502, 'api_error'),
  row(502, 'UNAVAILABLE/UPSTREAM_ERROR'),
)
export const LIMITED = rows(
  row(429, 'rate_limit_error/rate_limit_exceeded'),
  row(429, 'rate_limit_error'),
  row(429, 'RESOURCE_EXHAUSTED/RATE_LIMIT_EXCEEDED'),
)
