import type { RequestAddress } from '../codec.js'
import type { Vendor } from './vendor-table.js'

/** Sent where a channel with deployments names none; the last one that every region serves. */
export const DEFAULT_API_VERSION = '2024-10-21'

/**
 * Where a call goes behind the origin: the base URL's path, the deployment where the vendor has them, the dialect's path.
 * @param dialectPath as `DialectCodec.requestPath` gives it, with a query perhaps
 */
export function upstreamPath(
  vendor: Vendor,
  { basePath, dialectPath, address, apiVersion }: UpstreamPathParts,
): string {
  // a base path of its own names the newer form of the API, which needs neither deployment nor version
  if (vendor.hasDeployments !== true || basePath !== '') return basePath + dialectPath
  const query = `${dialectPath.includes('?') ? '&' : '?'}api-version=${encodeURIComponent(apiVersion ?? DEFAULT_API_VERSION)}`
  return `/openai/deployments/${encodeURIComponent(address.model)}${dialectPath}${query}`
}

export interface UpstreamPathParts {
  basePath: string
  dialectPath: string
  address: RequestAddress
  apiVersion?: string | undefined
}
