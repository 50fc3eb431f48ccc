import { GraphQLError } from 'graphql'
import { expect, it } from 'vitest'
import { createLogger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { ApiError } from './errors.js'
import { createRequestGuard } from './request-guard.js'

/** What the guard logs when an operation ends with this error. */
async function loggedFor(error: GraphQLError): Promise<string> {
  const lines: string[] = []
  const write = (line: string): void => void lines.push(line)
  const logger = createLogger('info', { write })
  const guard = createRequestGuard({ publicUrl: 'http://localhost', logger, metrics: new Metrics() })
  const listener = await guard.requestDidStart?.({} as never)
  const contextValue = { caller: { requestId: 'r1' } }
  await listener?.didEncounterErrors?.({ errors: [error], contextValue, operationName: 'Op' } as never)
  return lines.join('')
}

it('what the caller did wrong is not logged, whatever its text holds', async () => {
  const quoting = 'Syntax Error: logIn(password: "hunter2")'
  expect(await loggedFor(new GraphQLError(quoting))).toBe('')
  const variable = new GraphQLError(quoting, { originalError: new GraphQLError(quoting) })
  expect(await loggedFor(variable)).toBe('')
  expect(await loggedFor(new GraphQLError('no', { originalError: new ApiError('FORBIDDEN') }))).toBe('')
})

it('what broke in a resolver is', async () => {
  const error = new GraphQLError('x', { originalError: new Error('connection lost') })
  expect(await loggedFor(error)).toContain('connection lost')
})
