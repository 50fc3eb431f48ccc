import type { Part, ToolResultPart } from '../../canonical/part.js'
import { residueOf, SPELLING } from '../../canonical/residue.js'
import type { createCallMatcher } from './call-matcher.js'
import { decodeFileData, decodeInlineData } from './decode-media.js'
import { invalidRequest } from './invalid-request.js'
import {
  DIALECT,
  type Fields,
  isEmpty,
  present,
  type WireFunctionCall,
  type WireFunctionResponse,
  type WirePart,
} from './wire.js'

/** Stands for a signature that is lost: the vendor documents it. It proves nothing, so that it is no residue. */
export const NO_SIGNATURE = 'skip_thought_signature_validator'

/** What a part may hold, one of them. */
const DATA_FIELDS = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
] as const

/** Fields beside the data; whatever else a part has is data of a kind that we do not know. */
const SIDE_FIELDS = new Set(['thought', 'thoughtSignature', 'videoMetadata', 'mediaResolution', 'partMetadata'])

export type CallMatcher = ReturnType<typeof createCallMatcher>

/** @throws GatewayError where a part holds nothing, or two things */
export function decodePart(part: WirePart, path: string, calls: CallMatcher): Part {
  const told = DATA_FIELDS.filter((name) => part[name] != null)
  if (told.length > 1) throw invalidRequest(`A part holds one thing, not ${told.join(' and ')}.`, path)
  const { text, thought, thoughtSignature, inlineData, fileData, functionCall, functionResponse, ...others } = part
  const rest = present({
    ...others,
    thoughtSignature: thoughtSignature === NO_SIGNATURE ? undefined : thoughtSignature,
  })
  const marked = thought === true ? { ...rest, thought } : rest
  if (text != null) return textPart(text, thought === true, rest)
  if (inlineData != null) return decodeInlineData(inlineData, marked)
  if (fileData != null) return decodeFileData(fileData, marked)
  if (functionCall != null) return decodeCall(functionCall, marked, calls)
  if (functionResponse != null) return decodeResponse(functionResponse, marked, calls)
  if (Object.keys(rest).some((name) => !SIDE_FIELDS.has(name)))
    return { type: 'opaque', dialect: DIALECT, value: marked }
  // a signature may come alone, at the end of an answer
  if (rest.thoughtSignature !== undefined) return textPart('', thought === true, rest)
  throw invalidRequest('A part must hold something, such as text.', path)
}

const textPart = (text: string, isThought: boolean, rest: Fields): Part => ({
  type: isThought ? 'reasoning' : 'text',
  text,
  ...residueOf(DIALECT, rest),
})

function decodeCall({ id, name, args, ...others }: WireFunctionCall, rest: Fields, calls: CallMatcher): Part {
  const unknown = present(others)
  return {
    type: 'tool-call',
    callId: calls.addCall(id ?? undefined, name),
    name,
    argumentsText: JSON.stringify(args ?? {}),
    ...residueOf(DIALECT, isEmpty(unknown) ? rest : { ...rest, functionCall: unknown }),
  }
}

function decodeResponse(
  { id, name, response, parts, ...others }: WireFunctionResponse,
  rest: Fields,
  calls: CallMatcher,
): ToolResultPart {
  const { text, isError, spelling } = readResponse(response ?? {})
  const unknown = present(others)
  return {
    type: 'tool-result',
    callId: calls.addResponse(id ?? undefined, name),
    parts: [{ type: 'text', text }, ...(parts ?? []).map(responsePart)],
    ...(isError && { isError }),
    ...residueOf(DIALECT, {
      ...(isEmpty(unknown) ? rest : { ...rest, functionResponse: unknown }),
      ...(spelling !== undefined && { [SPELLING]: { response: spelling } }),
    }),
  }
}

const responsePart = (part: NonNullable<WireFunctionResponse['parts']>[number]): Part => {
  const { inlineData, fileData, ...rest } = part
  if (inlineData != null) return decodeInlineData(inlineData, present(rest))
  if (fileData != null) return decodeFileData(fileData, present(rest))
  return { type: 'opaque', dialect: DIALECT, value: part }
}

/** Names under which alone a response is no more than its value. */
const WRAPPERS = ['output', 'result', 'content', 'error'] as const

/**
 * A response is an object. Where it is `{output: …}` or the like, its value is what the tool said; else all of it, as JSON.
 * @returns `spelling`: how it is to be written again; absent: as the encoder does by itself
 */
function readResponse(response: Fields): { text: string; isError: boolean; spelling: string | undefined } {
  const [name, ...others] = Object.keys(response)
  const wrapper = others.length > 0 ? undefined : WRAPPERS.find((known) => known === name)
  if (wrapper === undefined) return { text: JSON.stringify(response), isError: false, spelling: 'whole' }
  const value = response[wrapper]
  const isText = typeof value === 'string'
  const isPlain = isText && (wrapper === 'output' || wrapper === 'error')
  return {
    text: isText ? value : JSON.stringify(value),
    isError: wrapper === 'error',
    spelling: isPlain ? undefined : isText ? wrapper : `${wrapper} as JSON`,
  }
}
