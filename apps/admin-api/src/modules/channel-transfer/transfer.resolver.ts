import { Args, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { localizeProblem } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { ExportCatalogService } from './export-catalog.service.js'
import { ImportCatalogService } from './import-catalog.service.js'
import { CatalogExport, ExportCatalogInput, ImportCatalogInput, ImportCatalogPayload } from './transfer.types.js'

@Resolver()
export class TransferResolver {
  constructor(
    private readonly imports: ImportCatalogService,
    private readonly exports: ExportCatalogService,
  ) {}

  @Mutation(() => ImportCatalogPayload, {
    description:
      'Takes channels and their models from a file of another system or of ours: checked whole, then all of it or nothing. What is there already is changed to what the file says. Admins.',
  })
  async importCatalog(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The file.' }) input: ImportCatalogInput,
  ): Promise<ImportCatalogPayload> {
    const { format, changes, faults, notes, problems } = await this.imports.import(caller, input)
    const localized = (list: typeof problems) => list.map((problem) => localizeProblem(problem, caller.locale))
    return {
      format,
      changes: [...changes],
      faults: faults.map(({ row, line, name, problem }) => {
        const { message, path } = localizeProblem(problem, caller.locale)
        return { row, line, name, field: path?.join('.') || undefined, message }
      }),
      notes: localized(notes),
      problems: localized(problems),
    }
  }

  @Query(() => CatalogExport, { description: 'Channels and their models as a file, without secrets. Admins.' })
  exportCatalog(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which, and how.' }) input: ExportCatalogInput,
  ): Promise<CatalogExport> {
    return this.exports.export(caller, input)
  }
}
