import { createRequire } from 'node:module'
import { mergeConfig } from 'vitest/config'
import base from '../../vitest.base.mjs'

export default mergeConfig(base, {
  // Vite would take graphql's .mjs entry, Nest and Apollo take its CommonJS one: two copies do not know each other's types
  resolve: { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } },
})
