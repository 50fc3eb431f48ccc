import { defineConfig } from 'vitest/config'
import base, { PATIENCE } from '../vitest.base.mjs'

const SUITE = {
  environment: 'node',
  pool: 'forks',
  ...PATIENCE,
}
const project = (name: string, globalSetup: string[] = []) => ({
  ...base,
  test: { ...SUITE, name, include: [`${name}/**/*.test.ts`], globalSetup },
})

/** Real processes share two cores: one file at a time, or time-outs would measure the neighbours. */
export default defineConfig({
  ...base,
  test: {
    maxWorkers: 1,
    projects: [
      project('e2e', ['e2e/global-setup.ts']),
      project('chaos'),
      project('faults'),
      project('browser', ['browser/global-setup.ts']),
    ],
  },
})
