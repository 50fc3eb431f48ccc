import { startStack } from '@tollgate/testkit'
import { startOidcProvider } from '@tollgate/testkit/oidc'
import type { TestProject } from 'vitest/node'
import { createAdminToken } from '../support/graphql.js'
import { factsOf } from '../support/stack-facts.js'

/** What people call the log-in of the organisation, and whom it makes members of staff. */
const PROVIDER = { OIDC_LABEL: 'Campus ID', OIDC_GROUP_MAP: '{"accounting": {"role": "finance"}}', OIDC_SIGN_UP: 'all' }

/** A whole installation, console included, on one origin, with a provider of identities beside it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const provider = await startOidcProvider()
  const oidc = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    ...PROVIDER,
  }
  const apps = ['billing', 'admin-api', 'gateway', 'console'] as const
  const stack = await startStack({ apps, env: { 'admin-api': oidc } }).catch(async (error: unknown) => {
    await provider.close()
    throw error
  })
  const stop = async () => {
    await stack.stop()
    await provider.close()
  }
  try {
    const { origin } = stack
    provider.serve({ redirectUri: `${origin}/login/oidc/callback`, afterLogOut: `${origin}/login` })
    project.provide('stack', factsOf(stack, await createAdminToken(origin, stack.admin)))
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}
