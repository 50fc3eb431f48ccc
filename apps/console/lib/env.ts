import { z } from 'zod'

const schema = z.object({
  ADMIN_API_URL: z.url(),
  PUBLIC_URL: z.url().default('http://localhost:8080'),
})

export interface Env {
  /** GraphQL of admin-api, full address. */
  adminApiUrl: string
  /** The installation's one public origin, without a trailing slash. */
  publicUrl: string
}

let env: Env | undefined

/** Read at the first request and not at import: `next build` runs without an environment. */
export function getEnv(): Env {
  if (env !== undefined) return env
  const parsed = schema.parse(process.env)
  env = { adminApiUrl: parsed.ADMIN_API_URL, publicUrl: new URL(parsed.PUBLIC_URL).origin }
  return env
}
