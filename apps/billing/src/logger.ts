import { Injectable, type LoggerService } from '@nestjs/common'
import { type Logger, pino } from 'pino'
import { SqlError } from './database/sql-error.js'

export type { Logger } from 'pino'

/** Injection token of the process's logger: JSON lines on stdout. */
export const LOGGER = Symbol('logger')

export const createLogger = (options: { level: string; nodeId: string }): Logger =>
  pino({
    level: options.level,
    base: { service: 'billing', node: options.nodeId },
    serializers: { err: describeError },
  })

/** A database that is away fails many statements: their stacks say nothing. */
const describeError = (error: Error) =>
  error instanceof SqlError
    ? { type: error.name, message: error.message, sqlState: error.sqlState }
    : pino.stdSerializers.err(error)

/** What Nest itself says, in the same lines as everything else. */
@Injectable()
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, text(message))
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, text(message))
  }
  error(message: unknown, ...details: unknown[]): void {
    this.logger.error({ details: details.map(text) }, text(message))
  }
  fatal(message: unknown, ...details: unknown[]): void {
    this.logger.fatal({ details: details.map(text) }, text(message))
  }
}

const text = (value: unknown): string => (value instanceof Error ? (value.stack ?? value.message) : String(value))
