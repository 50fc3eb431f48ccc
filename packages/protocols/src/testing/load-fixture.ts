import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { BillableQuantities } from '../canonical/usage.js'

/** One scenario of a folder: `<name>.{request,response,usage}.json` and `<name>.chunks.txt`, each but usage optional. */
export interface Fixture {
  name: string
  request?: Record<string, unknown>
  /** The unary twin of `chunks`. */
  response?: Record<string, unknown>
  /** One raw event a line, a comment or its data; a line `event: …` before it names it. */
  chunks?: string[]
  expected: {
    /** Where it comes from: recorded, or hand-made after what. */
    source: string
    /** `exact`: written as our encoders write; `quirk`: as somebody else does. */
    form: 'exact' | 'quirk'
    outcome: 'finish' | 'error'
    /** Null: the upstream told no usage that can be billed. */
    quantities: BillableQuantities | null
  }
}

/** All fixtures of a folder, by name. */
export function loadFixtures(folder: URL): Fixture[] {
  const names = readdirSync(folder).flatMap((file) =>
    file.endsWith('.usage.json') ? [file.slice(0, -'.usage.json'.length)] : [],
  )
  return names.sort().map((name) => {
    const json = (kind: string) => {
      const file = new URL(`${name}.${kind}.json`, folder)
      return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
    }
    const chunksFile = new URL(`${name}.chunks.txt`, folder)
    const request = json('request')
    const response = json('response')
    return {
      name,
      ...(request !== undefined && { request }),
      ...(response !== undefined && { response }),
      ...(existsSync(chunksFile) && { chunks: readFileSync(chunksFile, 'utf8').trimEnd().split('\n') }),
      expected: json('usage'),
    }
  })
}

/** Lines of a fixture → the bytes of a stream. */
export const toStreamBytes = (lines: readonly string[]): Uint8Array =>
  Buffer.from(lines.map((line) => `${line}${line.startsWith('event:') ? '\n' : '\n\n'}`).join(''), 'utf8')
