import { scanJson } from './scan-json.js'

/**
 * Sets members of a JSON object's text, or with null takes them out; all others stay as they were written, digit by digit.
 * @param text an object without duplicate keys
 */
export function overrideMembers(text: string, parameters: Readonly<Record<string, unknown>>): string {
  const kept = scanJson(text)
    .members.filter(({ name }) => !Object.hasOwn(parameters, name))
    .map(({ name, valueStart, valueEnd }) => `${JSON.stringify(name)}:${text.slice(valueStart, valueEnd)}`)
  const set = Object.entries(parameters)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return `{${[...kept, ...set].join(',')}}`
}
