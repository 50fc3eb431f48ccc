import type { ChannelTest, ChannelTestResult } from '@tollgate/protocols/events'
import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'
import type { Target } from '../catalog/target.js'

/** So many keys are tried where the first ones are refused and nobody asked for one in particular. */
const MAX_KEYS_TRIED = 3

export type FoundTargets =
  | { type: 'found'; targets: readonly Target[]; upstreamModel: string }
  | Extract<ChannelTestResult, { type: 'impossible' }>

const impossible = (problem: Extract<ChannelTestResult, { type: 'impossible' }>['problem']): FoundTargets => ({
  type: 'impossible',
  problem,
})

/**
 * What a test calls. Inactive and unschedulable channels, cooling and disabled keys count as any other: they are tested in
 * order to be brought back.
 */
export function findTargets(snapshot: CatalogSnapshot, test: ChannelTest): FoundTargets {
  const channel = (snapshot.channelsByModel.get(test.modelName) ?? []).find(
    ({ record }) => record.channelId === test.channelId,
  )
  if (channel === undefined) {
    const isKnown = [...snapshot.channelsByModel.values()].some((channels) =>
      channels.some(({ record }) => record.channelId === test.channelId && record.version >= test.version),
    )
    return impossible(isKnown ? 'no_such_model' : 'not_projected')
  }
  if (channel.record.version < test.version) return impossible('not_projected')
  if (channel.problems.some((problem) => problem === 'bad_base_url' || problem === 'unsupported_type'))
    return impossible('unusable_channel')
  const asked = test.channelKeyId ?? undefined
  const targets = channel.targets.filter(({ channelKeyId }) => asked === undefined || channelKeyId === asked)
  const upstreamModel = channel.upstreamNames.get(test.modelName)?.[0]
  if (targets.length === 0) return impossible('no_usable_key')
  if (upstreamModel === undefined) return impossible('no_such_model')
  return { type: 'found', targets: targets.slice(0, MAX_KEYS_TRIED), upstreamModel }
}
