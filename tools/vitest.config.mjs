import { defineConfig } from 'vitest/config'
import { PATIENCE } from '../vitest.base.mjs'

export default defineConfig({
  test: { include: ['**/*.test.mjs'], environment: 'node', pool: 'forks', ...PATIENCE },
})
