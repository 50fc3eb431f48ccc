import { foreignFields } from '../../canonical/foreign-fields.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import { SPELLING } from '../../canonical/residue.js'
import type { EncodedRequest, RequestTarget } from '../../codec.js'
import { encodeContents } from './encode-contents.js'
import { planFormat } from './response-format.js'
import { CONFIG_PREFIX, encodeSettings } from './settings.js'
import { encodeToolChoice } from './tool-choice.js'
import { planToolNames } from './tool-names.js'
import { encodeTools } from './tools.js'
import { DIALECT, type Fields, isEmpty, isFields, present } from './wire.js'

/**
 * Our request → the body for an upstream; model and streaming stand in the path. Losses are warnings.
 * @throws GatewayError `invalid_request` for files that the upstream cannot read
 */
export function encodeRequest(request: CanonicalRequest, target: RequestTarget): EncodedRequest {
  const warnings = foreignFields(request, DIALECT)
  const traits = target.traits ?? {}
  const residue = request.residue?.[DIALECT] ?? {}
  const names = planToolNames(request)
  const choice = encodeToolChoice(request.settings.toolChoice, request.tools, { names, warnings })
  const { settings, instruction } = planFormat(request.settings, { tools: choice.tools, traits, warnings })
  const body = present({
    ...topFields(residue),
    ...withInstruction(encodeContents(request.messages, { traits, names, warnings }), instruction),
    tools: encodeTools(choice.tools, { traits, names, warnings }),
    toolConfig: toolConfigOf(residue.toolConfig, choice.functionCallingConfig),
    generationConfig: encodeSettings(settings, { target, residue, warnings }),
  })
  const toolNames = new Map([...names].map(([own, wire]) => [wire, own] as const))
  return {
    ...{ body, warnings },
    ...(toolNames.size > 0 && { toolNames }),
    ...(instruction !== undefined && { isJsonInWords: true }),
  }
}

/** Words of ours stand behind the client's instructions. */
function withInstruction(
  encoded: ReturnType<typeof encodeContents>,
  instruction: string | undefined,
): ReturnType<typeof encodeContents> {
  if (instruction === undefined) return encoded
  const { systemInstruction } = encoded
  const parts = isFields(systemInstruction) && Array.isArray(systemInstruction.parts) ? systemInstruction.parts : []
  return { ...encoded, systemInstruction: { ...systemInstruction, parts: [...parts, { text: instruction }] } }
}

/** Fields of the body itself; those of its parts are named by their paths. */
const topFields = (residue: Fields): Fields =>
  Object.fromEntries(Object.entries(residue).filter(([name]) => name !== SPELLING && !name.startsWith(CONFIG_PREFIX)))

function toolConfigOf(own: unknown, functionCallingConfig: Fields | undefined): Fields | undefined {
  const config = isFields(own) ? own : {}
  const told = {
    ...(isFields(config.functionCallingConfig) ? config.functionCallingConfig : {}),
    ...functionCallingConfig,
  }
  const merged = { ...config, ...(isEmpty(told) ? {} : { functionCallingConfig: told }) }
  return isEmpty(merged) ? undefined : merged
}
