import { type DynamicModule, Module } from '@nestjs/common'
import type { Logger } from 'pino'
import { ENV, type GatewayEnv } from './env.js'
import { LOGGER } from './logger.js'
import { admission } from './wiring/admission.js'
import { catalog } from './wiring/catalog.js'
import { door } from './wiring/door.js'
import { exchange } from './wiring/exchange.js'
import { foundations } from './wiring/foundations.js'
import { PLANNING, type PlanningOptions } from './wiring/tokens.js'
import { usage } from './wiring/usage.js'

@Module({ providers: [...foundations, ...usage, ...catalog, ...admission, ...exchange, ...door] })
export class AppModule {}

/** The module with its configuration, which `main.ts` reads once. */
export const appModule = (env: GatewayEnv, logger: Logger, planning: PlanningOptions): DynamicModule => ({
  module: AppModule,
  providers: [
    { provide: ENV, useValue: env },
    { provide: LOGGER, useValue: logger },
    { provide: PLANNING, useValue: planning },
  ],
})
