import type { LoggerService } from '@nestjs/common'
import { type Logger, pino } from 'pino'

export const LOGGER = Symbol('LOGGER')
export type { Logger }

/** JSON lines on stdout. Headers, bodies and variables are never logged: they hold passwords and tokens. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: { service: 'admin-api' }, timestamp: pino.stdTimeFunctions.isoTime })

const MODULE_REPORTS = 'InstanceLoader'

/** Nest's own messages, on the same stream. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger[context === MODULE_REPORTS ? 'debug' : 'info']({ context }, String(message))
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ context: rest.at(-1) }, String(message))
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message))
  }
  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message))
  }
  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message))
  }
  fatal(message: unknown, context?: string): void {
    this.logger.fatal({ context }, String(message))
  }
}
