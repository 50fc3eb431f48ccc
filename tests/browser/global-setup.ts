import { startStack } from '@tollgate/testkit'
import type { TestProject } from 'vitest/node'
import { createAdminToken } from '../support/graphql.js'
import { factsOf } from '../support/stack-facts.js'

/** A whole installation, console included, on one origin. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ apps: ['billing', 'admin-api', 'gateway', 'console'] })
  try {
    project.provide('stack', factsOf(stack, await createAdminToken(stack.origin, stack.admin)))
  } catch (error) {
    await stack.stop()
    throw error
  }
  return () => stack.stop()
}
