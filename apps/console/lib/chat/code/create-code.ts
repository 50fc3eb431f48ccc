import { toAnthropicCode } from './anthropic-code'
import type { CallCode, CodeDialect, CodeOptions } from './call-code'
import { toGeminiCode } from './gemini-code'
import { toOpenaiCode } from './openai-code'

const WRITERS: Record<CodeDialect, (options: CodeOptions) => CallCode> = {
  openai: toOpenaiCode,
  anthropic: toAnthropicCode,
  gemini: toGeminiCode,
}

/** The next call of a conversation as a program makes it, in one dialect. */
export const createCode = (dialect: CodeDialect, options: CodeOptions): CallCode => WRITERS[dialect](options)

const LONG_DATA = /[A-Za-z0-9+/]{400,}={0,2}/g
const SHOWN = 40

/** The code as it is shown: the bytes of pictures are shortened, copying gives them whole. */
export const shortenData = (code: string): string =>
  code.replaceAll(LONG_DATA, (data) => `${data.slice(0, SHOWN)}…${data.slice(-4)}`)
