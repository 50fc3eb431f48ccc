import type { ViteUserConfig } from 'vitest/config'

export const PATIENCE: {
  testTimeout: number
  hookTimeout: number
  expect: { poll: { timeout: number; interval: number } }
}
export const ONE_PROCESS: { pool: 'forks'; isolate: false }
declare const base: ViteUserConfig
export default base
