import type { z } from 'zod'
import { type Locale } from './locale.js'
import { PROBLEM_TEXTS, type ProblemText } from './problem-texts/problem-texts.js'

/** Codes of expected failures; clients decide by them, never by the message. */
export type ProblemCode =
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'WRONG_CREDENTIALS'
  | 'ACCOUNT_DISABLED'
  | 'ACCOUNT_PENDING'
  | 'IN_USE'
  | 'KEYS_REQUIRED'
  | 'BILLING_UNAVAILABLE'
  | 'REFUSED_BY_BILLING'
  | 'ALREADY_DONE'
  | 'EXPIRED'
  | 'GATEWAY_UNAVAILABLE'
  | 'LOG_IN_REFUSED'
  | 'PROVIDER_UNAVAILABLE'
  | 'UPSTREAM_REFUSED'
  | 'LIMIT_REACHED'
  | 'CONSENT_REQUIRED'

/** A failure before it is put into somebody's language. */
export interface ProblemDraft {
  code: ProblemCode
  text: ProblemText
  /** Fill the text's {placeholders}. */
  values?: Readonly<Record<string, string | number>>
  /** Field of the input. */
  path?: readonly string[]
}

export type Result<T> = { type: 'ok'; value: T } | { type: 'failed'; problems: readonly ProblemDraft[] }

export const ok = <T>(value: T): Result<T> => ({ type: 'ok', value })
export const failed = (problems: readonly ProblemDraft[]): Result<never> => ({ type: 'failed', problems })

export const badInput = (
  text: ProblemText,
  path: readonly string[],
  values?: ProblemDraft['values'],
): ProblemDraft => ({
  code: 'BAD_USER_INPUT',
  text,
  path,
  ...(values !== undefined && { values }),
})

/** What a client sees. */
export interface LocalizedProblem {
  code: string
  message: string
  path: string[] | undefined
}

export const localizeProblem = (draft: ProblemDraft, locale: Locale): LocalizedProblem => ({
  code: draft.code,
  message: PROBLEM_TEXTS[draft.text][locale].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(draft.values?.[name] ?? whole),
  ),
  path: draft.path === undefined ? undefined : [...draft.path],
})

/** Errors of a zod schema whose messages are keys of {@link PROBLEM_TEXTS}; any other message becomes a detail. */
export const problemsOf = (error: z.ZodError, prefix: readonly string[] = []): ProblemDraft[] =>
  error.issues.map((issue) => {
    const path = [...prefix, ...issue.path.map(String)]
    return isProblemText(issue.message)
      ? badInput(issue.message, path, issue.code === 'custom' ? (issue.params as ProblemDraft['values']) : undefined)
      : badInput('invalidBecause', path, { detail: issue.message })
  })

const isProblemText = (text: string): text is ProblemText => Object.hasOwn(PROBLEM_TEXTS, text)

/** `{ <name>: value | null, problems }`, the shape of every payload. */
export const toPayload = <Name extends string, T>(
  name: Name,
  result: Result<T>,
  locale: Locale,
): Record<Name, T | undefined> & { problems: LocalizedProblem[] } => {
  const value = result.type === 'ok' ? result.value : undefined
  const problems = result.type === 'ok' ? [] : result.problems.map((draft) => localizeProblem(draft, locale))
  return { [name]: value, problems } as Record<Name, T | undefined> & { problems: LocalizedProblem[] }
}
