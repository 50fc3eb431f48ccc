import type { CanonicalRequest } from '../../canonical/request.js'
import { residueOf, type VendorFields } from '../../canonical/residue.js'
import type { FunctionTool, Tool, ToolChoice } from '../../canonical/tool.js'
import { changed, dropped, type EncodeContext } from './encode-context.js'
import { isStrictSchema } from './strict-schema.js'
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

/** Tools, the choice among them and the flag beside it. */
export function encodeToolFields({ tools, settings }: CanonicalRequest, context: EncodeContext): Fields {
  const { isOwn, traits, warnings, nameOf } = context
  const encoded = encodeTools(tools, context)
  const { toolChoice, mayCallToolsInParallel } = settings
  const mayChoose = isOwn || encoded.length > 0
  if (!mayChoose && toolChoice !== undefined && toolChoice.type !== 'auto' && toolChoice.type !== 'none') {
    warnings.push(dropped('toolChoice'))
  }
  const takesFlag = traits.takesParallelToolCallsFlag !== false
  // without it several calls may come, which is no loss to those who take them
  if (mayChoose && mayCallToolsInParallel === false && !takesFlag) warnings.push(dropped('mayCallToolsInParallel'))
  return {
    tools: encoded.length === 0 ? undefined : encoded, // an empty list is refused by some
    ...(toolChoice !== undefined && mayChoose && { tool_choice: encodeToolChoice(toolChoice, nameOf) }),
    // the flag and the choice are refused where there are no tools
    parallel_tool_calls: takesFlag && mayChoose ? mayCallToolsInParallel : undefined,
  }
}

function encodeTools(tools: readonly Tool[], context: EncodeContext): unknown[] {
  return tools.flatMap((tool, index) => {
    const path = `tools[${index}]`
    if (tool.type === 'function') return [encodeFunction(tool, path, context)]
    if (tool.dialect === DIALECT) return [tool.value]
    context.warnings.push(dropped(path))
    return []
  })
}

function encodeFunction(tool: FunctionTool, path: string, context: EncodeContext): Fields {
  const { description, parameters, residue } = tool
  const { function: others, ...rest } = residue?.[DIALECT] ?? {}
  const declared = present({
    ...(isFields(others) ? others : {}),
    name: context.nameOf(tool.name),
    description,
    parameters,
    strict: strictOf(tool, path, context),
  })
  return { ...rest, type: 'function', function: declared }
}

/** The vendor refuses a strict function whose schema is open; others close it by themselves. */
function strictOf({ strict, parameters }: FunctionTool, path: string, { isOwn, warnings }: EncodeContext) {
  if (isOwn || strict !== true || isStrictSchema(parameters)) return strict
  warnings.push(changed(`${path}.strict`, 'not strict, because the schema is open'))
  return undefined
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

function encodeToolChoice(choice: ToolChoice, nameOf: (name: string) => string): unknown {
  const named = (name: string): Fields => ({ type: 'function', function: { name: nameOf(name) } })
  switch (choice.type) {
    case 'auto':
    case 'none':
    case 'required':
      return choice.type
    case 'tool':
      return named(choice.name)
    case 'allowed':
      return { type: 'allowed_tools', allowed_tools: { mode: choice.mode, tools: choice.names.map(named) } }
  }
}

const functionName = (value: unknown): string | undefined =>
  isFields(value) && isFields(value.function) ? textOf(value.function.name) : undefined
