import type { RequestSettings, ResponseFormat } from '../../canonical/request.js'
import type { Tool } from '../../canonical/tool.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { fromOpenApi } from './schema-from-open-api.js'
import { toOpenApi } from './schema-to-open-api.js'
import { type Fields, isFields, type WireGenerationConfig } from './wire.js'

const JSON_TYPE = 'application/json'
const TEXT_TYPE = 'text/plain'
/** Others call their schemas by name; here they have none. */
const SCHEMA_NAME = 'response'

interface DecodedFormat {
  responseFormat?: RequestSettings['responseFormat'] & object
  /** How the schema was written: `responseSchema` is the vendor's subset of OpenAPI. */
  spelling?: Fields
  others: Fields
}

export function decodeFormat(
  config: Pick<WireGenerationConfig, 'responseMimeType' | 'responseSchema' | 'responseJsonSchema'>,
): DecodedFormat {
  const { responseMimeType: mimeType, responseSchema: openApi, responseJsonSchema: schema } = config
  if (schema != null || openApi != null) {
    return {
      responseFormat: { type: 'json-schema', name: SCHEMA_NAME, schema: schema ?? fromOpenApi(openApi) },
      ...(schema == null && { spelling: { schema: 'responseSchema' } }),
      // bare words of an enum, without quotes, are no JSON
      others: mimeType == null || mimeType === JSON_TYPE ? {} : { responseMimeType: mimeType },
    }
  }
  if (mimeType === JSON_TYPE) return { responseFormat: { type: 'json-object' }, others: {} }
  if (mimeType === TEXT_TYPE) return { responseFormat: { type: 'text' }, others: {} }
  return { others: mimeType == null ? {} : { responseMimeType: mimeType } }
}

/** A form that the target takes no wish for beside functions is asked for in words. */
export function planFormat(
  settings: RequestSettings,
  { tools, traits, warnings }: { tools: readonly Tool[]; traits: TargetTraits; warnings: Warning[] },
): { settings: RequestSettings; instruction?: string } {
  const { responseFormat: format, ...others } = settings
  const isRefused = traits.takesJsonWithTools === false && tools.some(({ type }) => type === 'function')
  if (!isRefused || format === undefined || format.type === 'text') return { settings }
  warnings.push({ type: 'changed', field: 'responseFormat', how: 'as an instruction' })
  const words = 'Once no function is to be called, answer with JSON only: no other words, no code fence'
  const schema = format.type === 'json-schema' ? format.schema : undefined
  const instruction =
    schema === undefined ? `${words}.` : `${words}. It must follow this schema: ${JSON.stringify(schema)}`
  return { settings: others, instruction }
}

interface EncodeFormatOptions {
  traits: TargetTraits
  warnings: Warning[]
  isOpenApi: boolean
}

export function encodeFormat(format: ResponseFormat | undefined, options: EncodeFormatOptions): Fields {
  switch (format?.type) {
    case undefined:
      return {}
    case 'text':
      return { responseMimeType: TEXT_TYPE }
    case 'json-object':
      return { responseMimeType: JSON_TYPE }
    case 'json-schema':
      return { responseMimeType: JSON_TYPE, ...encodeSchema(format, options) }
  }
}

function encodeSchema(
  { schema, description }: Extract<ResponseFormat, { type: 'json-schema' }>,
  { traits, warnings, isOpenApi }: EncodeFormatOptions,
): Fields {
  if (schema === undefined) return {}
  const changed = (how: string) => warnings.push({ type: 'changed', field: 'responseFormat', how })
  if (traits.takesJsonSchema === false) {
    changed('JSON without its schema')
    return {}
  }
  const described = describe(schema, description)
  if (!isOpenApi && traits.takesPlainJsonSchema !== false) return { responseJsonSchema: described }
  const { schema: openApi, lost } = toOpenApi(described)
  if (lost.length > 0) changed(`without ${lost.join(', ')}`)
  return { responseSchema: openApi }
}

/** What others say beside a schema is said in it. */
const describe = (schema: unknown, description: string | undefined): unknown =>
  description !== undefined && isFields(schema) && schema.description === undefined
    ? { ...schema, description }
    : schema
