export * from './codec-laws.js'
export * from './load-fixture.js'
export * from './pump.js'
