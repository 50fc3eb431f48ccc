import { registerEnumType } from '@nestjs/graphql'

export const USAGE_STATUS = {
  COMPLETED: 'completed',
  ABORTED: 'aborted',
  FAILED: 'failed',
  INTERRUPTED: 'interrupted',
  REFUSED: 'refused',
} as const
export type UsageStatusName = (typeof USAGE_STATUS)[keyof typeof USAGE_STATUS]
registerEnumType(USAGE_STATUS, {
  name: 'UsageStatus',
  description: 'How a call ended, as the caller saw it.',
  valuesMap: {
    COMPLETED: { description: 'The answer came to its end.' },
    ABORTED: { description: 'The caller went away.' },
    FAILED: { description: 'The caller got an error.' },
    INTERRUPTED: { description: 'A gateway ended in the middle.' },
    REFUSED: {
      description: 'It was turned away before anything was reserved: told by receipts alone, in no list or sum.',
    },
  },
})

export const USAGE_PROVENANCE = {
  REPORTED: 'reported',
  ESTIMATED: 'estimated',
  DRAINED: 'drained',
  INTERRUPTED: 'interrupted',
  VOID: 'void',
} as const
export type UsageProvenanceName = (typeof USAGE_PROVENANCE)[keyof typeof USAGE_PROVENANCE]
registerEnumType(USAGE_PROVENANCE, {
  name: 'UsageProvenance',
  description: 'Where the token counts come from.',
  valuesMap: {
    REPORTED: { description: 'Told by the upstream.' },
    ESTIMATED: { description: 'Counted by the gateway.' },
    DRAINED: { description: 'Told by the upstream after the caller had gone.' },
    INTERRUPTED: { description: 'Put together after a gateway had ended in the middle.' },
    VOID: { description: 'No byte of an answer arrived: free.' },
  },
})

export const USAGE_REASON = {
  REPORTED: 'reported',
  NO_USAGE: 'no_usage',
  ODD_USAGE: 'odd_usage',
  CLIENT_LEFT: 'client_left',
  DRAINED: 'drained',
  DRAIN_BOUND: 'drain_bound',
  CUT: 'cut',
  GATEWAY_DIED: 'gateway_died',
  NO_ANSWER: 'no_answer',
} as const
export type UsageReasonName = (typeof USAGE_REASON)[keyof typeof USAGE_REASON]
registerEnumType(USAGE_REASON, {
  name: 'UsageReason',
  description: 'Why the token counts are what they are.',
  valuesMap: {
    REPORTED: { description: 'The upstream told them.' },
    NO_USAGE: { description: 'The upstream told none.' },
    ODD_USAGE: { description: 'What the upstream told cannot be.' },
    CLIENT_LEFT: { description: 'The answer was cut because the caller had gone.' },
    DRAINED: { description: 'The upstream told them after the caller had gone.' },
    DRAIN_BOUND: { description: 'Reading on after the caller had gone was given up.' },
    CUT: { description: 'The upstream broke off.' },
    GATEWAY_DIED: { description: 'Put together from a journal.' },
    NO_ANSWER: { description: 'No byte of an answer came.' },
  },
})
