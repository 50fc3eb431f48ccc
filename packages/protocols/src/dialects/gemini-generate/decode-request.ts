import { GatewayError } from '../../canonical/error.js'
import type { Message } from '../../canonical/message.js'
import { partFactsOf } from '../../canonical/part-facts.js'
import type { CanonicalRequest, RequestFacts, RequestSettings } from '../../canonical/request.js'
import { residueOf } from '../../canonical/residue.js'
import type { Tool } from '../../canonical/tool.js'
import type { RequestAddress } from '../../codec.js'
import { decodeContents, decodeSystem } from './decode-contents.js'
import { toCamelNames } from './field-names.js'
import { invalidRequest, toInvalidRequest } from './invalid-request.js'
import { decodeSettings } from './settings.js'
import { decodeToolChoice } from './tool-choice.js'
import { decodeTools } from './tools.js'
import { DIALECT, type Fields, isEmpty, isFields, present, requestSchema, type WireRequest } from './wire.js'

/**
 * @param address of the path; without it the body must name the model
 * @throws GatewayError `invalid_request` with the path of the wrong field, in camelCase
 */
export const decodeRequest = (body: unknown, address?: RequestAddress): CanonicalRequest =>
  decodeBody(body, { address, path: '' })

/** @param path where the request stands in the client's body; empty: it is the body */
export function decodeBody(
  body: unknown,
  { address, path }: { address: RequestAddress | undefined; path: string },
): CanonicalRequest {
  if (!isFields(body)) throw invalidRequest('The body must be a JSON object.', path)
  const parsed = requestSchema.safeParse(toCamelNames(body, path))
  if (!parsed.success) throw toInvalidRequest(parsed.error.issues, path)
  return toCanonical(parsed.data, { model: modelOf(parsed.data, address, path), address, path })
}

/** The path counts; a body that names another model is refused, because only one of them was authorised. */
function modelOf({ model: told }: WireRequest, address: RequestAddress | undefined, path: string): string {
  const named = told?.startsWith('models/') ? told.slice('models/'.length) : (told ?? undefined)
  const model = address?.model ?? named
  if (model === undefined || model === '') {
    throw new GatewayError('invalid_request', { message: 'A model must be named.', param: inside(path, 'model') })
  }
  if (named !== undefined && named !== model) {
    throw invalidRequest('The model is not the one of the path.', inside(path, 'model'))
  }
  return model
}

interface Context {
  model: string
  address: RequestAddress | undefined
  path: string
}

function toCanonical(wire: WireRequest, { model, address, path }: Context): CanonicalRequest {
  const { contents, systemInstruction, tools: wireTools, toolConfig, generationConfig, model: _, ...rest } = wire
  const messages = [
    ...(systemInstruction == null ? [] : decodeSystem(systemInstruction, inside(path, 'systemInstruction'))),
    ...decodeContents(contents, inside(path, 'contents')),
  ]
  const tools = decodeTools(wireTools ?? [])
  const { settings, others } = decodeSettings(generationConfig ?? {}, inside(path, 'generationConfig'))
  const { functionCallingConfig, ...otherConfig } = toolConfig ?? {}
  const toolChoice = functionCallingConfig == null ? undefined : decodeToolChoice(functionCallingConfig)
  const restConfig = present({
    ...otherConfig,
    functionCallingConfig: toolChoice === undefined ? functionCallingConfig : restOfChoice(functionCallingConfig ?? {}),
  })
  const residue = { ...present(rest), ...others, ...(isEmpty(restConfig) ? {} : { toolConfig: restConfig }) }
  const allSettings = toolChoice === undefined ? settings : { ...settings, toolChoice }
  return {
    model,
    messages,
    tools,
    settings: allSettings,
    isStreamed: address?.isStreamed ?? false,
    wantsStreamUsage: true,
    facts: factsOf({ messages, tools, settings: allSettings, residue }),
    ...residueOf(DIALECT, residue),
  }
}

/** What a choice that we understood says besides. */
function restOfChoice({ mode: _mode, allowedFunctionNames: _names, ...rest }: Fields): Fields | undefined {
  const others = present(rest)
  return isEmpty(others) ? undefined : others
}

const inside = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** Fields of the residue that change what the model is or does, so that no other dialect can stand in. */
const NATIVE_FIELDS = [
  'cachedContent',
  'generationConfig.imageConfig',
  'generationConfig.responseModalities',
  'generationConfig.speechConfig',
]

interface Decoded {
  messages: readonly Message[]
  tools: readonly Tool[]
  settings: RequestSettings
  residue: Fields
}

function factsOf({ messages, tools, settings, residue }: Decoded): RequestFacts {
  const parts = partFactsOf(messages)
  const { reasoningEffort: effort, reasoningBudgetTokens: budget, responseFormat } = settings
  const modalities = residue['generationConfig.responseModalities']
  return {
    vision: parts.image || parts.video,
    audio: parts.audio || (Array.isArray(modalities) && modalities.includes('AUDIO')),
    document: parts.document,
    tools: tools.length > 0 || parts.tools,
    json: responseFormat?.type === 'json-object' || responseFormat?.type === 'json-schema',
    reasoning: (effort !== undefined && effort !== 'none') || (budget !== undefined && budget !== 0),
    nativeOnly: [
      ...NATIVE_FIELDS.filter((name) => residue[name] !== undefined && !isTextOnly(residue[name])),
      ...tools.flatMap((tool, index) => (tool.type === 'opaque' ? [`tools[${index}]`] : [])),
      ...messages.flatMap((message, index) => (isNativeMessage(message) ? [`messages[${index}]`] : [])),
    ],
  }
}

const isTextOnly = (modalities: unknown): boolean =>
  Array.isArray(modalities) && modalities.every((modality) => modality === 'TEXT')

const isNativeMessage = ({ parts }: Message): boolean =>
  parts.some(
    (part) =>
      part.type === 'opaque' ||
      (part.type === 'tool-result' && isNativeMessage({ role: 'tool', parts: part.parts })) ||
      (part.type === 'media' && (part.source.type === 'vendor-file' || part.kind === 'video')),
  )
