import type { ChannelType } from '@tollgate/protocols/events'
import { badInput, type ProblemDraft } from '../../graphql/problem.js'
import type { ProblemText } from '../../graphql/problem-texts/problem-texts.js'
import type { StateFile } from '../state/state-file.js'

/** Where something stands in an imported file. */
export interface Place {
  /** Number of the entry, from 1: of CSV the row below the header. */
  row: number
  /** From 1; absent where the format does not tell. */
  line?: number | undefined
}

/** A channel as a file describes it; a field that is absent stays as it is, or takes its default. */
export type ChannelDraft = Place &
  StateFile['channels'][number] & {
    type: ChannelType
    /** Public name → abilities that the model lacks on this channel, whatever it can do elsewhere. */
    lacks?: Record<string, string[]> | undefined
  }

/** A model as a file describes it. */
export type ModelDraft = Place &
  Omit<StateFile['models'][number], 'abilities'> & {
    /** Has these at least: others that it has already stay. */
    atLeastAbilities?: string[] | undefined
    /** Of a channel that serves it: its groups where it is new and nobody says otherwise. */
    fallbackGroups?: string[] | undefined
    abilities?: string[] | undefined
  }

/** What is wrong with an entry, or (row 0) with the file. */
export interface ImportFault extends Place {
  /** Of the entry, as far as it could be read. */
  name?: string | undefined
  problem: ProblemDraft
}

/** A file, understood. It counts only without faults. */
export interface CatalogDraft {
  channels: ChannelDraft[]
  models: ModelDraft[]
  faults: ImportFault[]
  /** What was understood and is not taken over. */
  notes: ProblemDraft[]
}

export const emptyDraft = (): CatalogDraft => ({ channels: [], models: [], faults: [], notes: [] })

export const faultAt = (
  place: Place & { name?: string | undefined },
  text: ProblemText,
  { path = [], values }: { path?: readonly string[]; values?: ProblemDraft['values'] } = {},
): ImportFault => ({
  row: place.row,
  ...(place.line !== undefined && { line: place.line }),
  ...(place.name !== undefined && { name: place.name }),
  problem: badInput(text, path, values),
})

/** Values that `{ env: NAME }` and `os.environ/NAME` stand for. */
export type SecretValues = ReadonlyMap<string, string>
