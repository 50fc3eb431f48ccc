import { expect, it } from 'vitest'
import { ApiError } from './graphql/errors.js'
import { createLogger, NestLogger } from './logger.js'

function recorded(level = 'info') {
  const lines: Record<string, unknown>[] = []
  const logger = createLogger(level, { write: (line) => void lines.push(JSON.parse(line)) })
  return { lines, logger, nest: new NestLogger(logger) }
}

it('messages are cut, and a stack does not bring them back', () => {
  const { lines, logger, nest } = recorded()
  const long = new Error(`refused: ${'x'.repeat(10_000)} secret`)
  logger.error({ err: long }, 'resolver failed')
  nest.error(long, 'ExceptionsHandler')
  expect(lines).toHaveLength(2)
  expect(JSON.stringify(lines)).not.toContain('secret')
  expect(JSON.stringify(lines[0])).toMatch(/at .*logger\.test\.ts/)
})

it('refusals are no errors of ours', () => {
  const { lines, nest } = recorded()
  nest.error(new ApiError('RATE_LIMITED'), undefined, 'ExceptionsHandler')
  expect(lines).toEqual([])
})
