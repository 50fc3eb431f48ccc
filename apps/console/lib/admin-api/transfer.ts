import { graphql } from '@/gql'
import type { ExportCatalogInput, ImportCatalogInput, ImportCatalogMutation } from '@/gql/graphql'
import { type ActionResult, done, resultOf } from '@/lib/action-result'
import { execute } from './client'

const importDocument = graphql(`
  mutation ImportCatalog($input: ImportCatalogInput!) {
    importCatalog(input: $input) {
      format
      changes { action kind name row details waitsFor }
      faults { row line name field message }
      notes { message }
      problems { code message path }
    }
  }
`)
const exportDocument = graphql(`
  query ExportCatalog($input: ExportCatalogInput!) {
    exportCatalog(input: $input) { text fileName }
  }
`)

/** A file of thousands of channels takes its time. */
const IMPORT_TIMEOUT_MS = 60_000

/** The diff, or (with faults) why nothing was imported. */
export type ImportOutcome = Pick<ImportCatalogMutation['importCatalog'], 'changes' | 'faults' | 'notes'>

export async function importCatalog(input: ImportCatalogInput): Promise<ActionResult<ImportOutcome>> {
  const { importCatalog: payload } = await execute(importDocument, { input }, IMPORT_TIMEOUT_MS)
  // faults are shown one by one: they are what the dialog is for
  return payload.faults.length > 0 ? done(payload) : resultOf(payload.problems, payload)
}

export async function exportCatalog(
  input: ExportCatalogInput,
): Promise<ActionResult<{ text: string; fileName: string }>> {
  return done((await execute(exportDocument, { input }, IMPORT_TIMEOUT_MS)).exportCatalog)
}
