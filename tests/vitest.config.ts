import { defineConfig } from 'vitest/config'
import base, { ONE_PROCESS, PATIENCE } from '../vitest.base.mjs'

const SUITE = { environment: 'node', ...ONE_PROCESS, ...PATIENCE }
/** A journey of a person is many steps, each of which may wait for a page, a call and its booking. */
const JOURNEYS = {
  isolate: true,
  testTimeout: 420_000,
  hookTimeout: 420_000,
  expect: { poll: { timeout: 60_000, interval: 50 } },
}
const project = (name: string, globalSetup: string[] = [], own: Partial<typeof JOURNEYS> = {}) => ({
  ...base,
  test: { ...SUITE, ...own, name, include: [`${name}/**/*.test.ts`], globalSetup },
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
      project('browser', ['browser/global-setup.ts'], JOURNEYS),
    ],
  },
})
