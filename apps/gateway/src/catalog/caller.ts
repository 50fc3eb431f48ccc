import type { ApiKeyRecord } from '@tollgate/protocols/events'

/** Who calls, as far as the steps after `identify` need to know. */
export interface Caller {
  /** Name of the record in bucket `keys`: where its state is looked up again while a call runs. */
  recordName: string
  record: ApiKeyRecord
  /** The client's address, proxies discounted. */
  address: string
}
