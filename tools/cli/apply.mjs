// `tollgate apply FILE`: the file is read here, with its secrets and lines; admin-api checks it whole and applies it.
import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { Problem } from '../infra/problem.mjs'
import { withAdminApi } from './admin-client.mjs'
import { parseStateFile } from './state-file.mjs'

const APPLY = `mutation ApplyState($input: ApplyStateInput!) {
  applyState(input: $input) {
    changes { action kind name detail }
    mintedKeys { username name secret }
    problems { code message path }
  }
}`

export async function runApply({ operands: [file], options, output, calledFrom }) {
  const isDryRun = options['dry-run'] === true
  const result = await applyStateFile(resolve(calledFrom, file), { isDryRun, isDev: options.dev === true })
  output.result({ isDryRun, ...result }, textOf(result, isDryRun))
}

/**
 * @param options.env names that `{ env: … }` may use
 * @returns { changes, mintedKeys } @throws Problem that lists every error with its line
 */
export async function applyStateFile(path, { isDryRun = false, isDev = false, env = process.env } = {}) {
  const { state, problems, lineOf } = parseStateFile(readText(path), {
    env: (name) => env[name],
    file: (name) => readFileSync(resolve(dirname(path), name), 'utf8'),
  })
  if (problems.length > 0) throw refusal(path, problems)
  const input = { state: JSON.stringify(state), dryRun: isDryRun, dev: isDev }
  const { applyState } = await withAdminApi((ask) => ask(APPLY, { input }))
  if (applyState.problems.length > 0)
    throw refusal(
      path,
      applyState.problems.map((problem) => ({ ...problem, line: problem.path ? lineOf(problem.path) : undefined })),
    )
  return { changes: applyState.changes, mintedKeys: applyState.mintedKeys }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Problem(`${path} cannot be read (${error.code})`)
  }
}

function refusal(path, problems) {
  const lines = problems.map(({ line, message, path: at }) => {
    const place = line === undefined ? basename(path) : `${basename(path)}:${line}`
    return at?.length ? `${place}: ${at.join('.')}: ${message}` : `${place}: ${message}`
  })
  const error = new Problem(lines.join('\n'))
  error.details = problems
  return error
}

function textOf({ changes, mintedKeys }, isDryRun) {
  const lines = changes.map(
    ({ action, kind, name, detail }) => `${action.padEnd(7)} ${kind} ${name}${detail && `: ${detail}`}`,
  )
  const keys = mintedKeys.map(({ username, name, secret }) => `key of ${username} (${name}): ${secret}`)
  if (lines.length === 0) return 'nothing to change'
  const title = isDryRun ? 'this would change:' : 'applied:'
  return [title, ...lines, ...(keys.length > 0 ? ['', 'shown this once:', ...keys] : [])].join('\n')
}
