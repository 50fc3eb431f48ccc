import { defineConfig } from 'vitest/config'
import { ONE_PROCESS, PATIENCE } from '../vitest.base.mjs'

export default defineConfig({
  test: { include: ['**/*.test.mjs'], environment: 'node', ...ONE_PROCESS, ...PATIENCE },
})
