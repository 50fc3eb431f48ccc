import { residueOf, type VendorFields } from '../../canonical/residue.js'
import type { FunctionTool, Tool, ToolChoice } from '../../canonical/tool.js'
import type { Warning } from '../../canonical/warning.js'
import { type Fields, isFields, present, textOf, type WireTool } from './wire.js'

const DIALECT = 'openai-chat'

export function decodeTool(tool: WireTool): Tool {
  if (tool.type !== 'function' || !isFields(tool.function)) return { type: 'opaque', dialect: DIALECT, value: tool }
  const { type, function: declared, ...rest } = tool
  const { name, description, parameters, strict, ...others } = declared
  const unknown = Object.keys(others).length === 0 ? rest : { ...rest, function: others }
  return {
    type: 'function',
    name: String(name),
    ...(typeof description === 'string' && { description }),
    ...(parameters != null && { parameters }),
    ...(typeof strict === 'boolean' && { strict }),
    ...residueOf(DIALECT, present(unknown)),
  }
}

export function encodeTools(tools: readonly Tool[], warnings: Warning[]): unknown[] {
  return tools.flatMap((tool, index) => {
    if (tool.type === 'function') return [encodeFunction(tool)]
    if (tool.dialect === DIALECT) return [tool.value]
    warnings.push({ type: 'dropped', field: `tools[${index}]` })
    return []
  })
}

function encodeFunction({ name, description, parameters, strict, residue }: FunctionTool): Fields {
  const { function: others, ...rest } = residue?.[DIALECT] ?? {}
  const declared = present({ ...(isFields(others) ? others : {}), name, description, parameters, strict })
  return { ...rest, type: 'function', function: declared }
}

/** @returns `undefined` for a choice of a kind that the canonical model does not have */
export function decodeToolChoice(choice: string | VendorFields): ToolChoice | undefined {
  if (typeof choice === 'string') {
    return choice === 'auto' || choice === 'none' || choice === 'required' ? { type: choice } : undefined
  }
  if (choice.type === 'function') {
    const name = functionName(choice)
    return name === undefined ? undefined : { type: 'tool', name }
  }
  const allowed = choice.allowed_tools
  if (choice.type !== 'allowed_tools' || !isFields(allowed) || !Array.isArray(allowed.tools)) return undefined
  const names = allowed.tools.map((tool) => functionName(tool))
  const mode = allowed.mode
  if ((mode !== 'auto' && mode !== 'required') || names.some((name) => name === undefined)) return undefined
  return { type: 'allowed', mode, names: names.filter((name) => name !== undefined) }
}

export function encodeToolChoice(choice: ToolChoice): unknown {
  switch (choice.type) {
    case 'auto':
    case 'none':
    case 'required':
      return choice.type
    case 'tool':
      return namedFunction(choice.name)
    case 'allowed':
      return {
        type: 'allowed_tools',
        allowed_tools: { mode: choice.mode, tools: choice.names.map(namedFunction) },
      }
  }
}

const namedFunction = (name: string): Fields => ({ type: 'function', function: { name } })

const functionName = (value: unknown): string | undefined =>
  isFields(value) && isFields(value.function) ? textOf(value.function.name) : undefined
