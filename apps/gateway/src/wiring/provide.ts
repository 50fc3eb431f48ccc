import type { InjectionToken, Provider } from '@nestjs/common'

/** A provider made by a function of its dependencies: constructors know nothing of the container. */
export const provide = <Args extends unknown[]>(
  token: InjectionToken,
  inject: InjectionToken[],
  useFactory: (...args: Args) => unknown,
): Provider => ({ provide: token, inject, useFactory: useFactory as (...args: unknown[]) => unknown })
