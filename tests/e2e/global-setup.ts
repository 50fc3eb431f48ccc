import { startStack } from '@tollgate/testkit'
import type { TestProject } from 'vitest/node'
import { createAdminToken } from '../support/graphql.js'
import { factsOf } from '../support/stack-facts.js'

/** One installation for all files of this folder; what a test breaks on purpose it breaks in a stack of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack()
  try {
    project.provide('stack', factsOf(stack, await createAdminToken(stack.origin, stack.admin)))
  } catch (error) {
    await stack.stop()
    throw error
  }
  return () => stack.stop()
}
