import type { DialectId } from '@tollgate/protocols/canonical'
import { expect } from 'vitest'

/** The last words of a stream that failed: the dialect's error, and nothing that a client takes for an end. */
export function expectBroken(dialect: DialectId, text: string): void {
  const last =
    text
      .trim()
      .split(/\r?\n\r?\n/)
      .at(-1) ?? ''
  const data = JSON.parse(/^data: (.*)$/m.exec(last)?.[1] ?? 'null') as Record<string, unknown>
  switch (dialect) {
    case 'openai-chat':
      expect(data).toHaveProperty('error.message')
      expect(text).not.toContain('[DONE]')
      break
    case 'openai-responses':
      expect(last).toMatch(/^event: (error|response\.failed)$/m)
      break
    case 'anthropic-messages':
      expect(last).toMatch(/^event: error$/m)
      expect(data).toMatchObject({ type: 'error' })
      break
    case 'gemini-generate':
      expect(last).toMatch(/^data: /)
      expect(data).toHaveProperty('error.status')
      expect(text).not.toMatch(/^event:|^:/m)
      break
  }
  expect(isEnded(dialect, text)).toBe(false)
}

/** Whether a client takes the stream for a whole answer. */
export function isEnded(dialect: DialectId, text: string): boolean {
  switch (dialect) {
    case 'openai-chat':
      return text.includes('data: [DONE]')
    case 'openai-responses':
      return /^event: response\.(completed|incomplete)$/m.test(text)
    case 'anthropic-messages':
      return /^event: message_stop$/m.test(text)
    case 'gemini-generate':
      return /"finishReason":\s*"/.test(text)
  }
}
