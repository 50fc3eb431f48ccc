/** A build that is broken on purpose, on a copy: the run must notice. */
export interface Sabotage {
  name: string
  patches: readonly { app: 'gateway' | 'billing'; file: string; find: string; replace: string }[]
  /** Of its gateways. */
  gatewayEnv?: Readonly<Record<string, string>>
  /** As the superuser, once the tables are there. */
  sql?: readonly string[]
  /** Kinds of faults under which it shows; it meets no others. */
  under: readonly string[]
  /** Which invariants may tell of it. */
  showsAs: readonly string[]
}

export const SABOTAGES = {
  noUniqueUsage: {
    name: 'no-unique-usage',
    // what is delivered again is told by its id and by nothing else: here the consumer's position would hide that
    patches: [
      {
        app: 'billing',
        file: 'usage/durable-consumer.js',
        find: 'state.last_seq + 1 < start.fromSeq ? 1 : start.fromSeq',
        replace: '1',
      },
    ],
    sql: [
      'DROP INDEX ledger_usage_once',
      'ALTER TABLE ledger_txn DROP CONSTRAINT IF EXISTS ledger_txn_idem_key_key',
      'DROP INDEX IF EXISTS ledger_txn_idem_key_key',
      `CREATE UNIQUE INDEX still_once ON ledger_txn (idem_key) WHERE kind <> 'usage'`,
      'ALTER TABLE usage_record DROP CONSTRAINT usage_record_pkey',
    ],
    under: ['delete consumer'],
    showsAs: ['L3', 'L6'], // a limit that is debited twice may be seen overdrawn before the two debits are seen
  },
  readCheckWrite: {
    name: 'read-check-write',
    patches: [
      {
        app: 'billing',
        file: 'leases/acquire-statement.js',
        find: 'WHERE id = $5::uuid AND EXISTS (SELECT FROM node) FOR UPDATE',
        // read, think, write: as long as a round trip to an application takes
        replace: 'WHERE id = $5::uuid AND EXISTS (SELECT FROM node) AND pg_sleep(0.03)::text IS NOT NULL',
      },
    ],
    under: ['freeze admin-api'], // rushes alone are enough
    showsAs: ['L6'],
  },
  fireAndForget: {
    name: 'fire-and-forget',
    patches: [
      {
        app: 'gateway',
        file: 'usage/segment-file.js',
        find: 'written += writeSync(',
        replace: 'written += ((_fd, _frame, _from, length) => length)(',
      },
    ],
    under: ['kill gateway', 'drop PubAcks', 'silence link'],
    showsAs: ['L12', 'L4'],
  },
  deletedOnPubAck: {
    name: 'deleted-on-pub-ack',
    patches: [
      {
        app: 'gateway',
        file: 'usage/retention.job.js',
        find: '(await this.publishUnknown(seq)) > 0',
        replace: 'this.relay.pendingCount() > 0',
      },
      {
        app: 'gateway',
        file: 'usage/settlement-check.job.js',
        find: 'this.queueOf(misses).push({ place, storedAtMs: this.nowMs() });',
        replace: 'this.options.onSettled([place.requestId]);',
      },
    ],
    gatewayEnv: { OUTBOX_KEEP_MS: '500' },
    under: ['wipe nats, unsettled'],
    showsAs: ['L12', 'L4'],
  },
  endlessLease: {
    name: 'endless-lease',
    patches: [
      {
        app: 'gateway',
        file: 'admission/lease-acquirer.js',
        find: 'const USABLE_SHARE = 0.8;',
        replace: 'const USABLE_SHARE = 1000;',
      },
    ],
    under: ['silence link'],
    showsAs: ['X04'],
  },
  /** Either fence holds what the other lets through: a question of a former life is late as well. */
  noFences: {
    name: 'no-fences',
    patches: [
      {
        app: 'billing',
        file: 'leases/acquire-statement.js',
        find: 'WHERE node_id = $2::text AND incarnation = $3::bigint FOR SHARE',
        replace: 'WHERE node_id = $2::text AND $3::bigint IS NOT NULL FOR SHARE',
      },
      {
        app: 'billing',
        file: 'leases/acquire-statement.js',
        find: 'AND clock_timestamp() < to_timestamp($10::bigint / 1000.0)',
        replace: 'AND $10::bigint IS NOT NULL',
      },
    ],
    under: ['kill gateway, freeze billing'],
    showsAs: ['L7'],
  },
} as const satisfies Record<string, Sabotage>
