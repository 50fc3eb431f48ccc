import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { ONE_PROCESS, PATIENCE } from '../../vitest.base.mjs'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    include: ['{app,components,lib,i18n,messages}/**/*.test.ts'],
    environment: 'node',
    ...ONE_PROCESS,
    ...PATIENCE,
  },
})
