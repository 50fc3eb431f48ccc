import type { CanonicalRequest, ResponseFormat } from '../../canonical/request.js'
import type { JsonObject } from '../../codec.js'
import { changed, type EncodeContext } from './encode-context.js'
import { toPlainName } from './names.js'
import { isStrictSchema } from './strict-schema.js'
import { present } from './wire.js'

const FIELD = 'responseFormat'
const JSON_OBJECT = { type: 'json_object' }

export interface FormatPlan {
  /** `response_format` of the body. */
  format?: JsonObject
  /** Words for the instructions. */
  instruction?: string
}

type SchemaFormat = Extract<ResponseFormat, { type: 'json-schema' }>

/** The wanted form of the answer, as the target can be asked for it (PROTOCOLS 2.5). */
export function planFormat(request: CanonicalRequest, context: EncodeContext): FormatPlan {
  const wanted = request.settings.responseFormat
  switch (wanted?.type) {
    case undefined:
      return {}
    case 'text':
      return { format: { type: 'text' } }
    case 'json-object':
      return planJsonObject(request, context)
    case 'json-schema':
      return context.traits.takesJsonSchema === false
        ? planWithoutSchema(wanted, context)
        : { format: { type: 'json_schema', json_schema: encodeSchema(wanted, context) } }
  }
}

/** The vendor refuses its JSON mode where no message speaks of JSON; other dialects do not ask for that. */
function planJsonObject({ messages }: CanonicalRequest, { isOwn, warnings }: EncodeContext): FormatPlan {
  const isSaid = messages.some(({ parts }) => parts.some((part) => part.type === 'text' && /json/i.test(part.text)))
  if (isOwn || isSaid) return { format: JSON_OBJECT }
  warnings.push(changed(FIELD, 'told in the instructions as well'))
  return { format: JSON_OBJECT, instruction: 'Answer with JSON only: no other words, no code fence.' }
}

function planWithoutSchema({ schema }: SchemaFormat, { warnings }: EncodeContext): FormatPlan {
  warnings.push(changed(FIELD, 'as JSON mode, with the schema told in the instructions'))
  const words = 'Answer with JSON only, no other words and no code fence'
  return {
    format: JSON_OBJECT,
    instruction: schema === undefined ? `${words}.` : `${words}, that follows this schema: ${JSON.stringify(schema)}`,
  }
}

/** Other dialects hold the model to any schema; this one only to a strict one, and refuses the word for others. */
function encodeSchema({ name, description, schema, strict }: SchemaFormat, context: EncodeContext): JsonObject {
  if (context.isOwn) return present({ name, description, schema, strict })
  const isStrict = strict !== false && isStrictSchema(schema)
  if (strict === true && !isStrict) {
    context.warnings.push(changed(`${FIELD}.strict`, 'not strict, because the schema is open'))
  }
  const told = isStrict ? true : strict === false ? false : undefined
  return present({ name: toPlainName(name), description, schema, strict: told })
}
