import type { z } from 'zod'
import { stateChannelSchema, stateModelSchema } from '../state/state-file.js'
import { type CatalogDraft, emptyDraft, faultAt, type SecretValues } from './catalog-draft.js'
import { faultsOfSchema } from './faults-of-schema.js'
import { resolveSecrets } from './resolve-secrets.js'

type LineOf = (path: readonly (string | number)[]) => number | undefined

/** Channels and models of a state file. Anything else in it is refused: `tollgate apply` takes whole files. */
export function readState(
  value: Record<string, unknown>,
  { lineOf, secrets }: { lineOf: LineOf; secrets: SecretValues },
): CatalogDraft {
  const draft = emptyDraft()
  const { version, channels = [], models = [], ...others } = value
  if (version !== 1) draft.faults.push(faultAt({ row: 0, line: lineOf(['version']) }, 'importVersion'))
  for (const section of Object.keys(others))
    draft.faults.push(faultAt({ row: 0, line: lineOf([section]) }, 'importOtherSection', { values: { section } }))
  const read = <Entry>(section: 'channels' | 'models', list: unknown, schema: z.ZodType<Entry>): void => {
    if (!Array.isArray(list)) {
      draft.faults.push(faultAt({ row: 0, line: lineOf([section]) }, 'importNoList', { values: { section } }))
      return
    }
    for (const [index, given] of list.entries()) {
      const place = { row: index + 1, line: lineOf([section, index]), name: nameOf(given) }
      const resolved = resolveSecrets(given, secrets)
      for (const name of resolved.missing)
        draft.faults.push(faultAt(place, 'importSecretMissing', { values: { name } }))
      const parsed = schema.safeParse(resolved.value)
      if (!parsed.success) draft.faults.push(...faultsOfSchema(parsed.error, place))
      else if (section === 'channels') draft.channels.push({ ...(parsed.data as ChannelEntry), ...placeOf(place) })
      else draft.models.push({ ...(parsed.data as ModelEntry), ...placeOf(place) })
    }
  }
  read('channels', channels, stateChannelSchema)
  read('models', models, stateModelSchema)
  return draft
}

type ChannelEntry = z.infer<typeof stateChannelSchema>
type ModelEntry = z.infer<typeof stateModelSchema>

const placeOf = ({ row, line }: { row: number; line: number | undefined }) => ({ row, line })

const nameOf = (entry: unknown): string | undefined => {
  const name = (entry as { name?: unknown } | null)?.name
  return typeof name === 'string' ? name : undefined
}
