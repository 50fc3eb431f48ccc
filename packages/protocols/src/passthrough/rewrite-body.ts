import type { DialectId } from '../canonical/dialect-id.js'
import { type Fields, isFields } from '../fields.js'
import type { JsonBody } from './read-json.js'
import { type JsonMember, scanJson } from './scan-json.js'

/** All that may be changed in a body whose dialect the upstream speaks itself. */
export interface BodyEdits {
  /** The upstream's name of the model. */
  model?: string
  /** The output limit of one choice, as it is to be sent. */
  maxOutputTokens?: number
  /** Makes the upstream tell the usage at the end of a stream. */
  includeUsage?: boolean
}

/** One member of the outermost object, and what it is to be. */
export interface FieldEdit {
  name: string
  value: unknown
}

/** Which top-level fields carry the edits: one function for each dialect, the complete list. */
const FIELD_EDITS: Record<DialectId, (fields: Fields, edits: BodyEdits) => FieldEdit[]> = {
  'openai-chat': (fields, { model, maxOutputTokens, includeUsage }) => [
    ...(model === undefined ? [] : [{ name: 'model', value: model }]),
    ...(maxOutputTokens === undefined ? [] : [{ name: limitField(fields), value: maxOutputTokens }]),
    ...(includeUsage === true && fields.stream === true ? [forcedUsage(fields.stream_options)] : []),
  ],
  'openai-responses': (_, edits) => withLimitField(edits, 'max_output_tokens'),
  'anthropic-messages': (_, edits) => withLimitField(edits, 'max_tokens'),
  // the model stands in the path; a body may name it again, and the path's must not be contradicted
  'gemini-generate': (fields, { model, maxOutputTokens }) => [
    ...(model === undefined || fields.model == null
      ? []
      : [{ name: 'model', value: model.startsWith('models/') ? model : `models/${model}` }]),
    ...(maxOutputTokens === undefined ? [] : [geminiLimit(fields, maxOutputTokens)]),
  ],
}

/**
 * Writes the edits into the source text, so that unknown fields, the order of keys and every digit of a number stay as
 * the client wrote them. A body with duplicate keys is written anew from what was parsed, because what was authorised
 * and priced must be what the upstream receives.
 * @param body an object; anything else was refused by `decodeRequest`
 * @returns the JSON to send
 */
export function rewriteBody(body: JsonBody, dialect: DialectId, edits: BodyEdits): string {
  return rewriteFields(body, FIELD_EDITS[dialect](isFields(body.value) ? body.value : {}, edits))
}

/** The same for bodies that are no conversation: whoever knows their fields names the edits. */
export const rewriteFields = (body: JsonBody, edits: readonly FieldEdit[]): string =>
  applyEdits(body.hasDuplicateKeys ? rewritten(body.value) : body, edits)

/** Adds a member at the end of a JSON object's text, such as `tollgate` to a usage chunk; the rest stays as it is. */
export const appendMember = (text: string, name: string, value: unknown): string =>
  applyEdits({ text, members: scanJson(text).members }, [{ name, value }])

/** Never both (PROTOCOLS 2.4): the one that the client used, else the one that every server knows. */
const limitField = (fields: Fields): string =>
  typeof fields.max_completion_tokens === 'number' ? 'max_completion_tokens' : 'max_tokens'

const withLimitField = ({ model, maxOutputTokens }: BodyEdits, name: string): FieldEdit[] => [
  ...(model === undefined ? [] : [{ name: 'model', value: model }]),
  ...(maxOutputTokens === undefined ? [] : [{ name, value: maxOutputTokens }]),
]

/** Both spellings are understood by the vendor; the client's own is kept. */
function geminiLimit(fields: Fields, maxOutputTokens: number): FieldEdit {
  const name =
    fields.generationConfig === undefined && isFields(fields.generation_config)
      ? 'generation_config'
      : 'generationConfig'
  const config = isFields(fields[name]) ? fields[name] : {}
  const { max_output_tokens: _, ...rest } = config
  return { name, value: { ...rest, maxOutputTokens } }
}

const forcedUsage = (options: unknown): FieldEdit => ({
  name: 'stream_options',
  value: { ...(isFields(options) ? options : {}), include_usage: true },
})

function rewritten(value: unknown): { text: string; members: readonly JsonMember[] } {
  const text = JSON.stringify(value)
  return { text, members: scanJson(text).members }
}

function applyEdits(source: { text: string; members: readonly JsonMember[] }, edits: readonly FieldEdit[]): string {
  const replaced = source.members.flatMap((member) => {
    const edit = edits.find(({ name }) => name === member.name)
    return edit === undefined ? [] : [{ ...member, text: JSON.stringify(edit.value) }]
  })
  const added = edits.filter(({ name }) => !source.members.some((member) => member.name === name))
  let result = ''
  let from = 0
  for (const { valueStart, valueEnd, text } of replaced) {
    result += source.text.slice(from, valueStart) + text
    from = valueEnd
  }
  if (added.length === 0) return result + source.text.slice(from)
  const end = source.text.lastIndexOf('}')
  const members = added.map(({ name, value }) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  const comma = source.members.length === 0 ? '' : ','
  return result + source.text.slice(from, end).trimEnd() + comma + members.join(',') + source.text.slice(end)
}
