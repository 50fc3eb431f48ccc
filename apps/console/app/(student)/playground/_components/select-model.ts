import type { ModelChoice } from './model-choice'

/** The first of the wished names that can be called; else the first model there is. */
export function selectModel(models: readonly ModelChoice[], wishes: readonly (string | null)[]): ModelChoice | null {
  const wished = wishes.map((name) => models.find((model) => model.name === name)).find((model) => model !== undefined)
  return wished ?? models[0] ?? null
}
