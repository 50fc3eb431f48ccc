export { createDb, type Db, type DbOptions } from './client.js'
export { Prisma } from './generated/client.js'
export { seed } from './seed.js'
