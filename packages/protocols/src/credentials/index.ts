export * from './hash-api-key.js'
export * from './playground-ticket.js'
export * from './seal-secret.js'
