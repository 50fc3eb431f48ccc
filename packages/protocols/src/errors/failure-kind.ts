import type { UpstreamFailureKind } from '../codec.js'

/** What a status that is no success means for us, where the body knows no better. */
export function kindOfStatus(status: number): UpstreamFailureKind {
  switch (status) {
    case 400:
    case 413:
    case 415:
    case 422:
      return 'request'
    case 401:
    case 402:
    case 403:
      return 'key'
    case 408:
    case 504:
    case 524:
      return 'timeout'
    case 429:
      return 'rate-limit'
    case 503:
    case 529:
      return 'overloaded'
    default:
      return 'failed' // also 404: the name of the model or the address is our own mistake
  }
}
