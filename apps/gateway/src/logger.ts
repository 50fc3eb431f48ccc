import type { LoggerService } from '@nestjs/common'
import { type Logger, pino } from 'pino'
import type { GatewayEnv } from './env.js'

/** Injection token of the logger. */
export const LOGGER = Symbol('logger')

/** JSON lines to stdout. Prompts, answers, keys and headers are never handed to it; these paths are a second line. */
export const createLogger = ({ LOG_LEVEL, NODE_ID }: Pick<GatewayEnv, 'LOG_LEVEL' | 'NODE_ID'>): Logger =>
  pino({
    level: LOG_LEVEL,
    base: { service: 'gateway', nodeId: NODE_ID },
    redact: [
      'authorization',
      'headers',
      'secret',
      'password',
      '*.authorization',
      '*.headers',
      '*.secret',
      '*.password',
    ],
  })

/** Nest's own lines, in the same form. */
export function nestLogger(logger: Logger): LoggerService {
  const at =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...context: unknown[]) =>
      logger[level]({ context: context.at(-1) }, String(message))
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  }
}
