export type { Machine } from '../machine.js'
export * from './sse-message.js'
