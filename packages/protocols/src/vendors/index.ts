export * from './model-table.js'
export * from './request-path.js'
export * from './resolve-traits.js'
export * from './vendor-table.js'
