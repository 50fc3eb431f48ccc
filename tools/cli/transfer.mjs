// `tollgate import FILE` and `tollgate export`: channels and their models, from and to files of four kinds.
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Problem } from '../infra/problem.mjs'
import { withAdminApi } from './admin-client.mjs'
import { faultLines, secretsOf, textOfImport } from './import-text.mjs'

const IMPORT = `mutation ImportCatalog($input: ImportCatalogInput!) {
  importCatalog(input: $input) {
    format
    changes { action kind name row details waitsFor }
    faults { row line name field message }
    notes { code message }
    problems { code message path }
  }
}`
const EXPORT = `query ExportCatalog($input: ExportCatalogInput!) {
  exportCatalog(input: $input) { text fileName channelCount }
}`
const FORMATS = { state: 'STATE', json: 'MODELS_JSON', csv: 'CSV' }

export async function runImport({ operands: [file], options, output, calledFrom }) {
  const path = resolve(calledFrom, file)
  const text = readText(path)
  const isDryRun = options['dry-run'] === true
  const input = {
    text,
    dryRun: isDryRun,
    secrets: secretsOf(text, process.env),
    ...(options.group && { groups: options.group.split(',').map((name) => name.trim()) }),
  }
  const { importCatalog: outcome } = await withAdminApi((ask) => ask(IMPORT, { input }))
  if (outcome.problems.length > 0) {
    const lines = outcome.faults.length > 0 ? faultLines(outcome.faults, basename(path)) : []
    const error = new Problem([...lines, ...outcome.problems.map(({ message }) => message)].join('\n'))
    error.details = outcome.faults
    throw error
  }
  const { format, changes, notes } = outcome
  output.result({ isDryRun, format, changes, notes }, textOfImport(outcome, isDryRun))
}

export async function runExport({ options, output, calledFrom }) {
  const format = FORMATS[options.format ?? 'state']
  if (!format) throw new Problem(`--format is one of ${Object.keys(FORMATS).join(', ')}`)
  const input = { format, ...(options.tag && { tag: options.tag }) }
  const { exportCatalog: file } = await withAdminApi((ask) => ask(EXPORT, { input }))
  if (!options.out) return output.result(file, file.text.trimEnd())
  const path = resolve(calledFrom, options.out)
  writeFileSync(path, file.text, { mode: 0o600 })
  output.result(
    { path, channelCount: file.channelCount },
    `${file.channelCount} channels written to ${path}, without keys`,
  )
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Problem(`${path} cannot be read (${error.code})`)
  }
}
