import type { TargetTraits } from '../codec.js'
import { familyTraits } from './model-table.js'
import type { Vendor } from './vendor-table.js'

export interface TraitSources {
  vendor: Vendor
  /** The upstream's name of the model. */
  upstreamModel: string
  /** Of the model's record. */
  model?: TargetTraits | undefined
  /** The channel's override. */
  channel?: TargetTraits | undefined
}

/** What a target takes: the channel's word before the model's, before the family's, before the vendor's. */
export const resolveTraits = ({ vendor, upstreamModel, model, channel }: TraitSources): TargetTraits => ({
  ...vendor.traits,
  ...familyTraits(upstreamModel),
  ...model,
  ...channel,
})
