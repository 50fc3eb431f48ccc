import type { FunctionTool, Tool, ToolChoice } from '../../canonical/tool.js'
import type { Warning } from '../../canonical/warning.js'
import { parseWith } from './invalid-request.js'
import { readResidue, residueFrom } from './spelling.js'
import { type Fields, functionToolSchema, isFields, present, textOf, type WireTool } from './wire.js'

const DIALECT = 'openai-responses'
/** The vendor wants a schema where others take none. */
const NO_PARAMETERS = { type: 'object', properties: {} }

export function decodeTool(tool: WireTool, index: number): Tool {
  if (tool.type !== 'function') return { type: 'opaque', dialect: DIALECT, value: tool }
  const { type, name, description, parameters, strict, ...rest } = parseWith(functionToolSchema, tool, ['tools', index])
  return {
    type,
    name,
    ...(description != null && { description }),
    ...(parameters != null && { parameters }),
    ...(strict != null && { strict }),
    ...residueFrom(rest, { isStrictUnsaid: strict == null ? true : undefined }),
  }
}

/** @param nameOf names as the vendor takes them */
export function encodeTools(tools: readonly Tool[], nameOf: (name: string) => string, warnings: Warning[]): unknown[] {
  return tools.flatMap((tool, index) => {
    if (tool.type === 'function') return [encodeFunction(tool, nameOf)]
    if (tool.dialect === DIALECT) return [tool.value]
    warnings.push({ type: 'dropped', field: `tools[${index}]` })
    return []
  })
}

/** A function is strict here unless it says that it is not; in other dialects it is the other way round. */
function encodeFunction(tool: FunctionTool, nameOf: (name: string) => string): Fields {
  const { fields, spelling } = readResidue(tool)
  const { name, description, parameters = NO_PARAMETERS, strict } = tool
  return {
    ...fields,
    ...present({ type: 'function', name: nameOf(name), description, parameters }),
    ...((strict !== undefined || spelling.isStrictUnsaid !== true) && { strict: strict ?? false }),
  }
}

/** @returns `undefined` for a choice of a kind that the canonical model does not have */
export function decodeToolChoice(choice: string | Fields): ToolChoice | undefined {
  if (typeof choice === 'string') {
    return choice === 'auto' || choice === 'none' || choice === 'required' ? { type: choice } : undefined
  }
  const name = functionName(choice)
  if (name !== undefined) return { type: 'tool', name }
  if (choice.type !== 'allowed_tools' || !Array.isArray(choice.tools)) return undefined
  const { mode } = choice
  const names = choice.tools.map(functionName).filter((known) => known !== undefined)
  if ((mode !== 'auto' && mode !== 'required') || names.length !== choice.tools.length) return undefined
  return { type: 'allowed', mode, names }
}

export function encodeToolChoice(choice: ToolChoice, nameOf: (name: string) => string): unknown {
  switch (choice.type) {
    case 'auto':
    case 'none':
    case 'required':
      return choice.type
    case 'tool':
      return { type: 'function', name: nameOf(choice.name) }
    case 'allowed': {
      const tools = choice.names.map((name) => ({ type: 'function', name: nameOf(name) }))
      return { type: 'allowed_tools', mode: choice.mode, tools }
    }
  }
}

const functionName = (value: unknown): string | undefined =>
  isFields(value) && value.type === 'function' ? textOf(value.name) : undefined
