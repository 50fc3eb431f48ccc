import type { LoggerService } from '@nestjs/common'
import { type DestinationStream, type Logger, pino } from 'pino'
import { isGraphqlError } from './graphql/errors.js'

export const LOGGER = Symbol('LOGGER')
export type { Logger }

const MAX_MESSAGE_LENGTH = 500
const MODULE_REPORTS = 'InstanceLoader'

/**
 * JSON lines on stdout. Headers, bodies and variables are never logged: they hold passwords and tokens. Messages of
 * errors may quote what was sent, so that all are cut.
 */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    { level, base: { service: 'admin-api' }, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: toLogged } },
    destination,
  )

const cut = (message: unknown): string => String(message).slice(0, MAX_MESSAGE_LENGTH)

/** Of an error its kind, its message cut, and its frames, without the message that a stack begins with. */
function toLogged(error: unknown): unknown {
  if (!(error instanceof Error)) return cut(error)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  return { type: error.name, message: cut(error.message), stack: frames.join('\n') }
}

/** Nest's own messages, on the same stream. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger[context === MODULE_REPORTS ? 'debug' : 'info']({ context }, cut(message))
  }
  /** Nest reports whatever a resolver throws as an error, a refusal too: those are the caller's business. */
  error(message: unknown, ...rest: unknown[]): void {
    this.logger[isGraphqlError(message) ? 'debug' : 'error']({ context: rest.at(-1) }, cut(message))
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, cut(message))
  }
  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, cut(message))
  }
  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, cut(message))
  }
  fatal(message: unknown, context?: string): void {
    this.logger.fatal({ context }, cut(message))
  }
}
