import type { Sentence } from '../locale.js'
import { CHANNEL_TEXTS } from './channel-texts.js'
import { CONSENT_TEXTS } from './consent-texts.js'
import { COURSE_TEXTS } from './course-texts.js'
import { GENERAL_TEXTS } from './general-texts.js'
import { IMPORT_TEXTS } from './import-texts.js'
import { MONEY_TEXTS } from './money-texts.js'
import { OIDC_TEXTS } from './oidc-texts.js'
import { PEOPLE_TEXTS } from './people-texts.js'

/** Every expected failure in both languages; {names} are filled in. */
export const PROBLEM_TEXTS = {
  ...GENERAL_TEXTS,
  ...PEOPLE_TEXTS,
  ...OIDC_TEXTS,
  ...MONEY_TEXTS,
  ...CHANNEL_TEXTS,
  ...IMPORT_TEXTS,
  ...COURSE_TEXTS,
  ...CONSENT_TEXTS,
} as const satisfies Record<string, Sentence>

export type ProblemText = keyof typeof PROBLEM_TEXTS
