/**
 * Whether a browser that sent this `Host` is elsewhere than at the installation's own address. admin-api takes changes
 * from that origin only, so `127.0.0.1` is not `localhost`.
 */
export function isOtherAddress(host: string | null, publicUrl: string): boolean {
  return host !== null && host.toLowerCase() !== new URL(publicUrl).host
}
