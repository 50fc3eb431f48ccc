export type * from '../codec.js'
export type { Machine } from '../machine.js'
