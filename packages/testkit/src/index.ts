export { callIn, DIALECTS, type DialectCall, KEY_HEADERS } from './dialect-calls.js'
export { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from './fake-upstream/fake-upstream.js'
export { fakeVector } from './fake-upstream/fake-vector.js'
export { sha256 } from './fake-upstream/mask-headers.js'
export type { WireUsage } from './fake-upstream/openai-chat.js'
export { parseScript, type UpstreamFault, type UpstreamScript, type UsageScript } from './fake-upstream/script.js'
export type { TruthEntry } from './fake-upstream/truth-log.js'
export { type ClosedNetwork, makeClosedNetwork, type Passages } from './faults/closed-network.js'
export { type Hit, type HostileInternet, makeHostileInternet } from './faults/hostile-internet.js'
export {
  isAck,
  isLeaseReply,
  isPubAck,
  type LinkFault,
  type NatsFaultProxy,
  startNatsFaultProxy,
} from './faults/nats-fault-proxy.js'
export { mountSmallDisk, type SmallDisk } from './faults/small-disk.js'
export { createWallClock, type WallClock } from './faults/wall-clock.js'
export { type LoadOptions, type LoadResult, runLoad } from './load.js'
export { createStackApp, type StackApp } from './stack-app.js'
export type { StackMember } from './stack-apps.js'
export type { StackAppName } from './stack-env.js'
export { type StackNats, type StartNatsOptions, startNats } from './start-nats.js'
export {
  type PostgresPasswords,
  type StackDatabases,
  type StackPostgres,
  type StartPostgresOptions,
  startPostgres,
} from './start-postgres.js'
export { type Stack, type StackOptions, startStack } from './start-stack.js'
export { type WaitOptions, waitUntil } from './wait-until.js'
