import { residueOf, SPELLING } from '../../canonical/residue.js'
import type { FunctionTool, Tool } from '../../canonical/tool.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { fromOpenApi } from './schema-from-open-api.js'
import { toOpenApi } from './schema-to-open-api.js'
import {
  DIALECT,
  type Fields,
  isEmpty,
  isFields,
  present,
  type WireFunctionDeclaration,
  type WireTool,
} from './wire.js'

/** One object of the wire may offer functions and tools of the vendor: each becomes a tool of its own. */
export function decodeTools(tools: readonly WireTool[]): Tool[] {
  return tools.flatMap((tool) => {
    const { functionDeclarations, ...others } = tool
    const functions: Tool[] = (functionDeclarations ?? []).map(decodeFunction)
    const rest = present(others)
    return isEmpty(rest) ? functions : [...functions, { type: 'opaque', dialect: DIALECT, value: rest }]
  })
}

function decodeFunction(declared: WireFunctionDeclaration): FunctionTool {
  const { name, description, parameters, parametersJsonSchema, ...rest } = declared
  const schema = parametersJsonSchema ?? (parameters == null ? undefined : fromOpenApi(parameters))
  const isOpenApi = parametersJsonSchema == null && parameters != null
  return {
    type: 'function',
    name,
    ...(description != null && { description }),
    ...(schema !== undefined && { parameters: schema }),
    ...residueOf(DIALECT, { ...present(rest), ...(isOpenApi && { [SPELLING]: { schema: 'parameters' } }) }),
  }
}

export interface EncodeToolsOptions {
  traits: TargetTraits
  names: ReadonlyMap<string, string>
  warnings: Warning[]
}

/** All functions stand in one object; `undefined` where nothing is left, because an empty list is refused. */
export function encodeTools(tools: readonly Tool[], options: EncodeToolsOptions): unknown[] | undefined {
  const functionDeclarations: Fields[] = []
  const others: unknown[] = []
  tools.forEach((tool, index) => {
    const field = `tools[${index}]`
    if (tool.type === 'function') functionDeclarations.push(encodeFunction(tool, field, options))
    else if (tool.dialect === DIALECT) others.push(tool.value)
    else options.warnings.push({ type: 'dropped', field })
  })
  const all = functionDeclarations.length === 0 ? others : [{ functionDeclarations }, ...others]
  return all.length === 0 ? undefined : all
}

function encodeFunction(tool: FunctionTool, field: string, options: EncodeToolsOptions): Fields {
  const { [SPELLING]: spelling, ...fields } = tool.residue?.[DIALECT] ?? {}
  if (tool.strict === true) options.warnings.push({ type: 'dropped', field: `${field}.strict` })
  return present({
    ...fields,
    name: options.names.get(tool.name) ?? tool.name,
    description: tool.description,
    ...encodeParameters(tool.parameters, { field, isOpenApi: isFields(spelling), ...options }),
  })
}

function encodeParameters(
  parameters: unknown,
  { field, isOpenApi, traits, warnings }: EncodeToolsOptions & { field: string; isOpenApi: boolean },
): Fields {
  if (parameters === undefined) return {}
  if (!isOpenApi && traits.takesPlainJsonSchema !== false) return { parametersJsonSchema: parameters }
  const { schema, lost } = toOpenApi(parameters)
  if (lost.length > 0) {
    warnings.push({ type: 'changed', field: `${field}.parameters`, how: `without ${lost.join(', ')}` })
  }
  // an object without properties is refused; no parameters say the same
  return schema.type === 'OBJECT' && schema.properties === undefined ? {} : { parameters: schema }
}
