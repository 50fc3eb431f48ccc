import type { ChatParameters, ChatRequest } from '../chat-request'
import type { Value } from './literals'

export const CODE_DIALECTS = ['openai', 'anthropic', 'gemini'] as const
export type CodeDialect = (typeof CODE_DIALECTS)[number]
export const CODE_LANGUAGES = ['curl', 'python', 'node'] as const
export type CodeLanguage = (typeof CODE_LANGUAGES)[number]

export interface CodeOptions {
  /** Origin of this installation. */
  publicUrl: string
  request: ChatRequest
  /** Most tokens that the model can answer with, for dialects that must be told; null where nobody knows. */
  maxOutputTokens: number | null
}

/** How one dialect asks what the playground asks. */
export interface CallCode {
  texts: Record<CodeLanguage, string>
  /** Settings that this dialect has no words for. */
  leftOut: readonly (keyof ChatParameters)[]
}

/** Stands for the key until `TOLLGATE_KEY` is set or somebody puts one in its place. */
export const KEY_PLACEHOLDER = 'YOUR_KEY'

export const NODE_KEY = `process.env.TOLLGATE_KEY ?? '${KEY_PLACEHOLDER}'`
export const PYTHON_KEY = `os.environ.get("TOLLGATE_KEY", "${KEY_PLACEHOLDER}")`

/** A body of any size and any signs: the shell looks at none of it. */
export const toCurl = (url: string, headers: readonly string[], body: Value): string =>
  [
    `TOLLGATE_KEY="\${TOLLGATE_KEY:-${KEY_PLACEHOLDER}}"`,
    `curl --globoff "${url}" \\`,
    ...[...headers, 'Content-Type: application/json'].map((header) => `  -H "${header}" \\`),
    `  --data-binary @- <<'JSON'\n${JSON.stringify(body, null, 2)}\nJSON\n`,
  ].join('\n')

/** The settings that are set, of those that a dialect cannot say. */
export const leftOutOf = (
  parameters: ChatParameters,
  unknown: readonly (keyof ChatParameters)[],
): readonly (keyof ChatParameters)[] =>
  unknown.filter((name) => parameters[name] !== undefined && parameters[name] !== false)

/** `data:image/png;base64,…` → its type and its bytes in base64. */
export function readDataUrl(url: string): { mimeType: string; data: string } {
  const [, mimeType = '', data = ''] = /^data:([^;,]+);base64,(.*)$/s.exec(url) ?? []
  return { mimeType, data }
}
