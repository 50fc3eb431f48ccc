import type { RunningPostgres } from '../infra/postgres.mjs'

export interface MigratedPostgresOptions {
  /** A folder that does not exist yet. */
  dir: string
  /** Default: any free one. */
  port?: number
  /** Default: yes. Without it a server is quicker on a slow disk, for tests of other things than crashes. */
  survivesPowerCuts?: boolean
  passwords: Record<'postgres' | 'tollgate_owner' | 'tollgate_billing' | 'tollgate_admin', string>
}
/** A PostgreSQL server with roles, migrations, views and grants, as the copy of one that was made before. */
export function startMigratedPostgres(options: MigratedPostgresOptions): Promise<RunningPostgres>
/** Makes what the copies are made of, if it is not there. @returns its folder */
export function ensureTemplate(): Promise<string>
