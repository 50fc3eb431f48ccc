import { residueOf } from '../../canonical/residue.js'
import type { FunctionTool, Tool, ToolChoice } from '../../canonical/tool.js'
import type { Warning } from '../../canonical/warning.js'
import { closeSchema } from './close-schema.js'
import { toInputSchema } from './input-schema.js'
import { toolName } from './tool-name.js'
import { type Fields, present, textOf, type WireTool } from './wire.js'

const DIALECT = 'anthropic-messages'

export function decodeTool(tool: WireTool): Tool {
  if (tool.type != null && tool.type !== 'custom') return { type: 'opaque', dialect: DIALECT, value: tool }
  const { type: _, name, description, input_schema: parameters, strict, ...rest } = tool as Fields
  return {
    type: 'function',
    name: String(name),
    ...(typeof description === 'string' && { description }),
    parameters,
    ...(typeof strict === 'boolean' && { strict }),
    ...residueOf(DIALECT, present(rest)),
  }
}

/** Tools of other dialects are left out. */
export function encodeTools(tools: readonly Tool[], warnings: Warning[]): Fields[] {
  return tools.flatMap((tool, index) => {
    const path = `tools[${index}]`
    if (tool.type === 'function') return [encodeFunction(tool, path, warnings)]
    if (tool.dialect === DIALECT) return [tool.value as Fields]
    warnings.push({ type: 'dropped', field: path })
    return []
  })
}

function encodeFunction(tool: FunctionTool, path: string, warnings: Warning[]): Fields {
  const { description, parameters, strict, residue } = tool
  const name = toolName(tool.name)
  const schema = toInputSchema(parameters, `${path}.parameters`, warnings)
  return {
    ...residue?.[DIALECT],
    name,
    ...(description !== undefined && { description }),
    // the vendor holds the model to a strict schema, and takes fewer words in it
    input_schema: strict === true ? closeSchema(schema, `${path}.parameters`, warnings) : schema,
    ...(strict !== undefined && { strict }),
  }
}

/** @returns `undefined` for a choice of a kind that the canonical model does not have */
export function decodeToolChoice({ type, name }: Fields): ToolChoice | undefined {
  switch (type) {
    case 'auto':
    case 'none':
      return { type }
    case 'any':
      return { type: 'required' }
    case 'tool':
      return { type: 'tool', name: textOf(name) ?? '' }
    default:
      return undefined
  }
}

/** Which tools are told and which the model must call: a choice among some is told by leaving the others out. */
export function allowedTools(tools: readonly Tool[], choice: ToolChoice | undefined): readonly Tool[] {
  if (choice?.type !== 'allowed') return tools
  return tools.filter((tool) => tool.type !== 'function' || choice.names.includes(tool.name))
}

/** The choice in this dialect's words; `disable_parallel_tool_use` needs one to stand in. */
export function encodeToolChoice(
  choice: ToolChoice | undefined,
  mayCallInParallel: boolean | undefined,
): Fields | undefined {
  if (choice === undefined && mayCallInParallel !== false) return undefined
  const word = wordOf(choice ?? { type: 'auto' })
  return word.type === 'none' || mayCallInParallel === undefined
    ? word
    : { ...word, disable_parallel_tool_use: !mayCallInParallel }
}

function wordOf(choice: ToolChoice): Fields {
  switch (choice.type) {
    case 'auto':
    case 'none':
      return { type: choice.type }
    case 'required':
      return { type: 'any' }
    case 'tool':
      return { type: 'tool', name: toolName(choice.name) }
    case 'allowed': {
      const [only, ...others] = choice.names
      if (choice.mode === 'auto') return { type: 'auto' }
      return only !== undefined && others.length === 0 ? { type: 'tool', name: toolName(only) } : { type: 'any' }
    }
  }
}

/** Whether the model may not answer in words. */
export const isForced = (choice: ToolChoice | undefined): boolean =>
  choice?.type === 'required' || choice?.type === 'tool' || (choice?.type === 'allowed' && choice.mode === 'required')
