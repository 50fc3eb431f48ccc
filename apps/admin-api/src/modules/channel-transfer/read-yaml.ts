import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'

/** Aliases multiply: more than this is no file that a person wrote. */
const MAX_ALIASES = 100

export type YamlResult =
  | { type: 'read'; value: unknown; lineOf: (path: readonly (string | number)[]) => number | undefined }
  | { type: 'broken'; line: number; message: string }

/** YAML with the line of everything in it, or JSON, whose lines nobody counts: programs write it. */
export function readYaml(text: string): YamlResult {
  const json = parseJson(text)
  if (json !== undefined) return { type: 'read', value: json, lineOf: () => undefined }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const [error] = document.errors
  if (error !== undefined)
    return { type: 'broken', line: lines.linePos(error.pos[0]).line, message: error.message.slice(0, 200) }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (thrown) {
    return { type: 'broken', line: 1, message: thrown instanceof Error ? thrown.message.slice(0, 200) : 'unreadable' }
  }
  return {
    type: 'read',
    value,
    lineOf(path) {
      let node: unknown = document.contents
      for (const step of path) node = isSeq(node) || isMap(node) ? node.get(step, true) : undefined
      const range = (node as { range?: readonly number[] | null } | undefined)?.range
      return range?.[0] === undefined ? undefined : lines.linePos(range[0]).line
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
