import type { Part, ToolCallPart } from '../../canonical/part.js'
import { SPELLING } from '../../canonical/residue.js'
import { parseArguments } from './arguments.js'
import { type EncodeMediaOptions, encodeMedia } from './encode-media.js'
import { isMadeCallId } from './new-call-id.js'
import { DIALECT, type Fields, isEmpty, isFields } from './wire.js'

export interface EncodePartOptions extends EncodeMediaOptions {
  names: ReadonlyMap<string, string>
}

/** @returns `undefined` for what says nothing, and for what has no place in a turn: that is warned of */
export function encodePart(part: Part, options: EncodePartOptions): Fields | undefined {
  switch (part.type) {
    case 'text':
      if (part.citations !== undefined) options.warnings.push({ type: 'dropped', field: `${options.field}.citations` })
      return encodeText(part.text, false, ownFields(part))
    case 'refusal':
      return encodeText(part.text, false, ownFields(part))
    case 'reasoning':
      return encodeText(part.text, true, ownFields(part))
    case 'media':
      return encodeMedia(part, options)
    case 'tool-call':
      return encodeCall(part, options)
    case 'opaque':
      if (part.dialect === DIALECT && isFields(part.value)) return part.value
      break
    case 'tool-result':
      break
  }
  options.warnings.push({ type: 'dropped', field: options.field })
  return undefined
}

function ownFields(part: Exclude<Part, { type: 'opaque' }>): Fields {
  const { [SPELLING]: _, ...fields } = part.residue?.[DIALECT] ?? {}
  return fields
}

/** Empty texts are refused, unless they carry a signature. */
const encodeText = (text: string, isThought: boolean, fields: Fields): Fields | undefined =>
  text === '' && isEmpty(fields) ? undefined : { ...fields, text, ...(isThought && { thought: true }) }

function encodeCall(part: ToolCallPart, { field, names, warnings }: EncodePartOptions): Fields {
  const { functionCall: others, ...fields } = ownFields(part)
  const { args, problem } = parseArguments(part.argumentsText)
  if (problem !== undefined) warnings.push({ type: 'changed', field: `${field}.argumentsText`, how: problem })
  return {
    ...fields,
    functionCall: {
      ...(isFields(others) ? others : {}),
      ...(!isMadeCallId(part.callId) && { id: part.callId }),
      name: names.get(part.name) ?? part.name,
      args,
    },
  }
}
