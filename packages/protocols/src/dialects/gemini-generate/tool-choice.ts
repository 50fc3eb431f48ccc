import type { Tool, ToolChoice } from '../../canonical/tool.js'
import type { Warning } from '../../canonical/warning.js'
import type { Fields, WireRequest } from './wire.js'

type CallingConfig = NonNullable<NonNullable<WireRequest['toolConfig']>['functionCallingConfig']>

/** @returns `undefined` for a mode that the canonical model does not have, such as `VALIDATED` */
export function decodeToolChoice({ mode, allowedFunctionNames }: CallingConfig): ToolChoice | undefined {
  const names = allowedFunctionNames ?? []
  const [only, ...others] = names
  switch (mode) {
    case 'NONE':
      return names.length === 0 ? { type: 'none' } : undefined
    case 'AUTO':
      return names.length === 0 ? { type: 'auto' } : undefined
    case 'ANY':
      if (only === undefined) return { type: 'required' }
      return others.length === 0 ? { type: 'tool', name: only } : { type: 'allowed', mode: 'required', names }
    default:
      return undefined
  }
}

/** Which tools are offered at all, and what is said about their choice. */
export interface EncodedChoice {
  tools: readonly Tool[]
  functionCallingConfig?: Fields
}

export function encodeToolChoice(
  choice: ToolChoice | undefined,
  tools: readonly Tool[],
  { names, warnings }: { names: ReadonlyMap<string, string>; warnings: Warning[] },
): EncodedChoice {
  if (choice === undefined) return { tools }
  const wireNames = (chosen: readonly string[]) => chosen.map((name) => names.get(name) ?? name)
  // names may only stand beside a must: a model that may choose is offered fewer
  const isFiltered = choice.type === 'allowed' && choice.mode === 'auto'
  const offered = isFiltered ? tools.filter((tool) => isAllowed(tool, choice.names)) : tools
  if (!offered.some(({ type }) => type === 'function')) {
    // the vendor refuses a choice of nothing
    if (choice.type === 'required' || choice.type === 'tool') warnings.push({ type: 'dropped', field: 'toolChoice' })
    return { tools: offered }
  }
  switch (choice.type) {
    case 'auto':
      return { tools, functionCallingConfig: { mode: 'AUTO' } }
    case 'none':
      return { tools, functionCallingConfig: { mode: 'NONE' } }
    case 'required':
      return { tools, functionCallingConfig: { mode: 'ANY' } }
    case 'tool':
      return { tools, functionCallingConfig: { mode: 'ANY', allowedFunctionNames: wireNames([choice.name]) } }
    case 'allowed':
      if (choice.mode === 'required') {
        return { tools, functionCallingConfig: { mode: 'ANY', allowedFunctionNames: wireNames(choice.names) } }
      }
      return { tools: offered, functionCallingConfig: { mode: 'AUTO' } }
  }
}

const isAllowed = (tool: Tool, names: readonly string[]): boolean =>
  tool.type !== 'function' || names.includes(tool.name)
