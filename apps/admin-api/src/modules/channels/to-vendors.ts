import { CHANNEL_TYPES } from '@tollgate/protocols/events'
import { VENDORS } from '@tollgate/protocols/vendors'
import type { Vendor } from './channels.types.js'
import { readTraits, toTraits } from './traits-fields.js'

/** The vendor table, as forms read it. */
export const toVendors = (): Vendor[] =>
  CHANNEL_TYPES.map((type) => {
    const { label, defaultBaseUrl, dialects, hasDeployments, traits } = VENDORS[type]
    return {
      ...{ type, label, defaultBaseUrl, dialects },
      hasDeployments: hasDeployments ?? false,
      traits: toTraits(readTraits(traits)),
    }
  })
