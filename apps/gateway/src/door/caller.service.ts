import { billingUnavailable } from '../admission/lease-errors.js'
import type { ApiKeysProjection } from '../catalog/api-keys.projection.js'
import type { Caller } from '../catalog/caller.js'
import { assertUsable, type RequestHeaders, readCredential, unknownKey } from './identify.js'

const LOOK_UPS_PER_SECOND = 10
const SECOND_MS = 1_000

/** What a request says about its caller. */
export interface CallerQuestion {
  headers: RequestHeaders
  /** Without the question mark. */
  query: string
  mayUseQueryKey: boolean
  /** Proxies discounted. */
  address: string
  /** Told whose key it is, also where it opens nothing. */
  onFound?: (keyId: string) => void
}

/** Who calls: from memory; a well-formed key that is not there is looked up once, ten times a second at most. */
export class CallerService {
  private secondStartMs = 0
  private lookUps = 0

  constructor(
    private readonly keys: ApiKeysProjection,
    private readonly masterKey: string,
  ) {}

  /** @throws GatewayError `invalid_api_key`, `conflicting_keys`, `key_disabled`; `billing_unavailable` where nobody can say */
  async identify(call: CallerQuestion): Promise<Caller> {
    const nowMs = Date.now()
    const rules = { masterKey: this.masterKey, nowMs, mayUseQuery: call.mayUseQueryKey }
    const credential = readCredential(call.headers, call.query, rules)
    const { recordName } = credential
    const record = this.keys.find(recordName) ?? (await this.lookUp(recordName))
    if (record === undefined) throw unknownKey()
    call.onFound?.(record.keyId)
    assertUsable(record, credential, nowMs)
    return { recordName, record, address: call.address }
  }

  /**
   * The caller as known now: while a body came in, the key may have been revoked.
   * @throws GatewayError `key_disabled`
   */
  renew(caller: Caller): Caller {
    const record = this.keys.find(caller.recordName)
    if (record === undefined || record === caller.record) return caller
    const { recordName } = caller
    assertUsable(record, { recordName, kind: caller.record.kind }, Date.now())
    return { ...caller, record }
  }

  private async lookUp(recordName: string) {
    // a valid new user must not be told that the key is bad only because we cannot hear of it
    if (!this.keys.isFeedAlive()) throw unavailable()
    if (!this.mayLookUp()) return undefined
    try {
      return await this.keys.lookUp(recordName)
    } catch {
      throw unavailable()
    }
  }

  private mayLookUp(): boolean {
    const nowMs = performance.now()
    if (nowMs - this.secondStartMs >= SECOND_MS) {
      this.secondStartMs = nowMs
      this.lookUps = 0
    }
    return ++this.lookUps <= LOOK_UPS_PER_SECOND
  }
}

const unavailable = () => billingUnavailable('API keys cannot be checked at present. Try again later.')
