import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { createDb, type Db, Prisma } from '@tollgate/db'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { failed, ok, type ProblemDraft, type Result } from '../graphql/problem.js'
import { ChangeSignal } from './change-signal.js'

/** The client, or the part of it that works inside a transaction. */
export type Tx = Omit<Db, '$connect' | '$disconnect' | '$on' | '$transaction' | '$use' | '$extends'>

const TRANSACTION_LIMITS = { maxWait: 5_000, timeout: 60_000 }
const UNIQUE_VIOLATION = 'P2002'

/** Thrown to roll a transaction back; never leaves {@link Database.attempt}. */
class Refusal extends Error {
  constructor(readonly problems: readonly ProblemDraft[]) {
    super('refused')
  }
}

/** Ends the surrounding {@link Database.attempt}: everything it wrote is rolled back and the problems are its result. */
export function refuse(...problems: ProblemDraft[]): never {
  throw new Refusal(problems)
}

/** Runs a part of the surrounding attempt; its refusals are collected, their paths below `path`, instead of ending it. */
export async function collectProblems<T>(
  problems: ProblemDraft[],
  path: readonly string[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problems.push(...error.problems.map((problem) => ({ ...problem, path: [...path, ...(problem.path ?? [])] })))
    return undefined
  }
}

/** Thrown after a rehearsal, so that nothing of it stays. */
class Rehearsed extends Error {}

/** The one connection pool. Rows are read and written by the repositories alone. */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly client: Db

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly changes: ChangeSignal,
  ) {
    this.client = createDb({ url: config.env.databaseUrl })
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const result = await this.client.$transaction((tx) => work(tx), TRANSACTION_LIMITS)
    this.changes.notify()
    return result
  }

  /** A transaction whose expected failures ({@link refuse}) are values. A lost race for a unique name is one of them. */
  async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<Result<T>> {
    try {
      return ok(await this.transaction(work))
    } catch (error) {
      if (error instanceof Refusal) return failed(error.problems)
      if (isUniqueViolation(error)) return failed([{ code: 'CONFLICT', text: 'taken' }])
      throw error
    }
  }

  /** The same, but everything is rolled back: what would happen. */
  async rehearse<T>(work: (tx: Tx) => Promise<T>): Promise<Result<T>> {
    let value: { of: T } | undefined
    const result = await this.attempt(async (tx) => {
      value = { of: await work(tx) }
      throw new Rehearsed()
    }).catch((error: unknown) => {
      if (!(error instanceof Rehearsed)) throw error
      return undefined
    })
    if (value !== undefined && result === undefined) return ok(value.of)
    return result ?? failed([])
  }

  async isReachable(): Promise<boolean> {
    try {
      await this.client.$queryRaw`SELECT 1`
      return true
    } catch {
      return false
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.$disconnect()
  }
}

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION
