import { randomBytes } from 'node:crypto'

/** 192 random bits, safe in URLs and configuration files. */
export const randomPassword = (): string => randomBytes(24).toString('base64url')
