/** Header of a record, as far as it tells versions apart. */
export interface RecordIdentity {
  key: string
  epoch: number
  version: number
}

/**
 * What the last look put: while a transaction stays open, each look finds the rows written since it began again. They are
 * put at once, for a revocation must not wait for somebody's import, but once.
 */
export function createPutMemory() {
  let put = new Map<string, string>()
  return { isNew, keep }

  function isNew(bucket: string, record: RecordIdentity): boolean {
    return put.get(nameOf(bucket, record)) !== orderOf(record)
  }

  /** Replaces the memory by what the present look saw; all of it is put by now. */
  function keep(looks: readonly (readonly [string, readonly RecordIdentity[]])[]): void {
    put = new Map(
      looks.flatMap(([bucket, records]) => records.map((record) => [nameOf(bucket, record), orderOf(record)])),
    )
  }
}

const nameOf = (bucket: string, record: RecordIdentity): string => `${bucket}/${record.key}`
const orderOf = (record: RecordIdentity): string => `${record.epoch}.${record.version}`
