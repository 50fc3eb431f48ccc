import ipaddr from 'ipaddr.js'
import { isStorable } from '../../graphql/fields.js'

const MAX_PATTERN_LENGTH = 200
/** Quantifiers and alternatives that give matching a choice. */
const MAX_CHOICES = 5
const HOST_PORT = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?):(\d{1,5})$/
const MAX_PORT = 65_535

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * A pattern that compiles and cannot run away on a short name: no repeated groups, at most one quantifier without an end,
 * few other choices.
 */
export function isUsernamePattern(pattern: string): boolean {
  if (pattern === '' || pattern.length > MAX_PATTERN_LENGTH || !isStorable(pattern)) return false
  if (/\)[*+{?]|\\[1-9k]/.test(pattern)) return false
  const skeleton = pattern
    .replaceAll(/\\./g, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
    .replaceAll('(?', '(')
  const count = (part: RegExp): number => [...skeleton.matchAll(part)].length
  if (count(/[*+]|\{\d*,\}/g) > 1 || count(/[*+?|]|\{\d+,\d*\}/g) > MAX_CHOICES) return false
  try {
    new RegExp(pattern)
    return true
  } catch {
    return false
  }
}

/** Exactly one host and one port: no ranges, no wildcards. IPv6 in brackets. */
export function isHostPort(text: string): boolean {
  const match = HOST_PORT.exec(text)
  if (match === null || text.length > 300) return false
  const [, host = '', , port] = match
  const isPort = Number(port) >= 1 && Number(port) <= MAX_PORT
  return isPort && (!host.startsWith('[') || ipaddr.IPv6.isValid(host.slice(1, -1)))
}
