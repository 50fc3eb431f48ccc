// Pure: the text of a state file → plain data with its secrets in place, and for each path the line it stands on.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'

const MAX_ALIASES = 100

/**
 * @param text YAML, or JSON, which is YAML too
 * @param world { env: (name) => string | undefined, file: (path) => string, throws when unreadable }
 * @returns { state, problems: [{ line, message, path }], lineOf(path) }; `state` counts only without problems
 */
export function parseStateFile(text, world) {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset) => lines.linePos(offset).line
  if (document.errors.length > 0)
    return {
      state: undefined,
      problems: document.errors.map((error) => syntaxProblem(error, lineAt)),
      lineOf: () => undefined,
    }
  const problems = []
  const add = (node, path, message) => problems.push({ line: lineAt(node?.range?.[0] ?? 0), path, message })
  if (!isMap(document.contents)) add(document.contents, [], 'a state file is a map that begins with `version: 1`')
  const state =
    problems.length > 0
      ? undefined
      : readNode(document.contents, [], { ...world, add, document, aliases: { count: 0 } })
  return { state, problems, lineOf: (path) => lineOf(document, path, lineAt) }
}

const syntaxProblem = (error, lineAt) => ({ line: lineAt(error.pos[0]), path: [], message: error.message })

function readNode(node, path, world) {
  if (isAlias(node)) {
    if (++world.aliases.count > MAX_ALIASES) return world.add(node, path, `more than ${MAX_ALIASES} aliases`)
    return readNode(node.resolve(world.document), path, world)
  }
  if (isSeq(node)) return node.items.map((item, index) => readNode(item, [...path, String(index)], world))
  if (isScalar(node)) return node.value
  if (!isMap(node)) return null
  const reference = referenceOf(node)
  if (reference) return readReference(reference, node, path, world)
  return Object.fromEntries(
    node.items.map(({ key, value }) => [String(key.value), readNode(value, [...path, String(key.value)], world)]),
  )
}

/** `{ env: NAME }` and `{ file: PATH }` stand for a text wherever one is wanted. */
function referenceOf(map) {
  if (map.items.length !== 1) return undefined
  const [{ key, value }] = map.items
  if (!['env', 'file'].includes(key.value) || !isScalar(value) || typeof value.value !== 'string') return undefined
  return { kind: key.value, name: value.value }
}

function readReference({ kind, name }, node, path, world) {
  if (kind === 'env') {
    const value = world.env(name)
    if (value === undefined || value === '') return world.add(node, path, `the environment variable ${name} is not set`)
    return value
  }
  try {
    return world.file(name).replace(/\r?\n$/, '')
  } catch (error) {
    return world.add(node, path, `the file ${name} cannot be read (${error.code ?? error.message})`)
  }
}

/** Line of the nearest thing that exists on the way to `path`. */
function lineOf(document, path, lineAt) {
  let node = document.contents
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    const next = isSeq(node) ? node.items[Number(step)] : isMap(node) ? node.get(step, true) : undefined
    if (!next?.range) break
    node = next
  }
  return node?.range ? lineAt(node.range[0]) : undefined
}
