import { Injectable } from '@nestjs/common'
import { changedFields } from '../../database/changed-fields.js'
import { collectProblems } from '../../database/database.repository.js'
import type { ProblemDraft } from '../../graphql/problem.js'
import type { ModelRow } from '../models/models.repository.js'
import { ModelsRepository } from '../models/models.repository.js'
import { ModelsService } from '../models/models.service.js'
import { currentPrice, PricesRepository } from '../prices/prices.repository.js'
import { PricesService, toAmounts } from '../prices/prices.service.js'
import type { CatalogDraft, ModelDraft } from './catalog-draft.js'
import { describeDifference, describeNew } from './describe-draft.js'
import { groupIdsOf, type ImportRun } from './import-run.js'
import { mergeModels } from './merge-models.js'

/** Models that a file names: missing ones are entered, present ones learn what the file knows more of. */
@Injectable()
export class ImportModelsService {
  constructor(
    private readonly service: ModelsService,
    private readonly models: ModelsRepository,
    private readonly pricesService: PricesService,
    private readonly prices: PricesRepository,
  ) {}

  /** @returns names of models that nobody can call for want of a price */
  async import(run: ImportRun, draft: CatalogDraft): Promise<string[]> {
    const merged = mergeModels(draft)
    const names = merged.map(({ name }) => name)
    const present = await this.models.findByNames(names, run.tx)
    const created: { draft: ModelDraft; groupIds: string[] }[] = []
    for (const model of merged) {
      const groupIds = groupIdsOf(run, model)
      const before = present.get(model.name)
      if (before !== undefined) await this.#update(run, model, { before, groupIds })
      else {
        const fallback = groupIdsOf({ ...run, faults: [] }, { ...model, groups: model.fallbackGroups })
        created.push({ draft: model, groupIds: groupIds ?? fallback ?? [...run.defaultGroupIds] })
      }
    }
    await this.#create(run, created)
    if (run.faults.length > 0) return []
    const priced = await this.#priced(run, names)
    return names.filter((name) => !priced.has(name))
  }

  async #create(run: ImportRun, created: readonly { draft: ModelDraft; groupIds: string[] }[]): Promise<void> {
    const outcomes = await this.service.createManyIn(
      run.tx,
      run.caller,
      created.map(({ draft, groupIds }) => ({ ...fieldsOf(draft), name: draft.name, groupIds })),
    )
    for (const [index, { draft }] of created.entries()) {
      const outcome = outcomes[index]
      if (outcome?.type === 'failed') addFaults(run, draft, outcome.problems)
      else if (outcome !== undefined) {
        const details = describeNew({ ...outcome.value, name: undefined }, 0)
        run.changes.push({ action: 'create', kind: 'model', name: draft.name, row: draft.row, details })
        if (draft.price !== undefined) await this.#setPrice(run, outcome.value, draft)
      }
    }
  }

  async #update(
    run: ImportRun,
    draft: ModelDraft,
    { before, groupIds }: { before: ModelRow; groupIds: string[] | undefined },
  ): Promise<void> {
    const problems: ProblemDraft[] = []
    const abilities =
      draft.abilities ?? (draft.atLeastAbilities && [...new Set([...before.abilities, ...draft.atLeastAbilities])])
    const patch = { ...fieldsOf(draft), ...(abilities && { abilities }), ...(groupIds && { groupIds }) }
    const after = await collectProblems(problems, [], () => this.service.updateIn(run.tx, run.caller, before, patch))
    addFaults(run, draft, problems)
    if (after === undefined) return
    const details = after === before ? [] : describeDifference(before, after)
    if (details.length > 0)
      run.changes.push({ action: 'update', kind: 'model', name: draft.name, row: draft.row, details })
    if (draft.price !== undefined) await this.#setPrice(run, after, draft)
  }

  /** A new version only where an amount differs from what counts now. */
  async #setPrice(run: ImportRun, model: ModelRow, draft: ModelDraft): Promise<void> {
    const { price } = draft
    if (price === undefined) return
    const versions = (await this.prices.listOfModels([model.id], run.tx)).get(model.id) ?? []
    const before = currentPrice(versions, new Date())
    const changed = before === undefined ? undefined : Object.keys(changedFields(before, toAmounts(price)))
    if (changed?.length === 0) return
    const problems: ProblemDraft[] = []
    await collectProblems(problems, [], () => this.pricesService.insertIn(run.tx, run.caller, model, price))
    addFaults(run, draft, problems)
    const action = before === undefined ? 'create' : 'update'
    run.changes.push({ action, kind: 'price', name: draft.name, row: draft.row, details: changed ?? [] })
  }

  async #priced(run: ImportRun, names: readonly string[]): Promise<Set<string>> {
    const rows = await this.models.findByNames(names, run.tx)
    const ids = [...rows.values()].map(({ id }) => id)
    const prices = await this.prices.listOfModels(ids, run.tx)
    return new Set([...rows.values()].filter(({ id }) => (prices.get(id) ?? []).length > 0).map(({ name }) => name))
  }
}

function addFaults({ faults }: ImportRun, { row, line, name }: ModelDraft, problems: readonly ProblemDraft[]): void {
  for (const problem of problems) faults.push({ row, line, name, problem })
}

function fieldsOf(draft: ModelDraft) {
  const { row: _row, line: _line, name: _name, groups: _groups, price: _price, ...rest } = draft
  const { fallbackGroups: _fallback, atLeastAbilities, ...fields } = rest
  return { ...fields, ...(fields.abilities === undefined && atLeastAbilities && { abilities: atLeastAbilities }) }
}
