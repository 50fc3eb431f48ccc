import { generateSecret, generateURI, verify } from 'otplib'

/** RFC 6238 as every authenticator app speaks it: SHA-1, six digits, steps of 30 seconds. */
const STEP_SECONDS = 30
const CODE = /^\d{6}$/

/** 160 random bits in base32. */
export const newTotpSecret = (): string => generateSecret()

/** `otpauth://totp/…`, to be shown as a QR code. */
export const totpUri = (secret: string, { issuer, username }: { issuer: string; username: string }): string =>
  generateURI({ issuer, label: username, secret })

/**
 * Whether this is the code of now, or of one step before or after.
 * @param lastStep the step whose code was taken last: neither it nor any before it counts again
 * @returns the code's step, to be kept as the next `lastStep`; `undefined`: wrong, or used before
 */
export async function checkTotp(
  typed: string,
  { secret, lastStep, now = Date.now() }: { secret: string; lastStep: bigint | null; now?: number },
): Promise<bigint | undefined> {
  const token = typed.replaceAll(/\s/g, '')
  if (!CODE.test(token)) return undefined
  const epoch = Math.floor(now / 1_000)
  const result = await verify({ secret, token, epoch, epochTolerance: STEP_SECONDS })
  if (!result.valid) return undefined
  const step = BigInt(Math.floor(epoch / STEP_SECONDS) + result.delta)
  return lastStep !== null && step <= lastStep ? undefined : step
}
