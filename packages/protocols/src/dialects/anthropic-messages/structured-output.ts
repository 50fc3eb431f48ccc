import type { ResponseFormat } from '../../canonical/request.js'
import type { Warning } from '../../canonical/warning.js'
import { closeSchema } from './close-schema.js'
import { toInputSchema } from './input-schema.js'
import type { Fields } from './wire.js'

/** Stands for the answer where a model has no structured output; its input is given to the client as text. */
export const ANSWER_TOOL = 'tollgate_json_answer'

const FIELD = 'responseFormat'

export interface FormatOptions {
  format: ResponseFormat | undefined
  takesJsonSchema: boolean
  /** Whether the model may be made to call a tool: not while it thinks, nor where the client chose one. */
  mayForceTool: boolean
  hasTools: boolean
  warnings: Warning[]
}

export interface FormatPlan {
  /** `output_config.format` of the body. */
  format?: Fields
  /** The tool that stands for the answer, and the choice of it. */
  tool?: Fields
  choice?: Fields
  /** A block for the instructions. */
  instruction?: Fields
}

/** The wanted form of the answer, as the target can be made to give it (PROTOCOLS 2.5). */
export function planFormat({ format, takesJsonSchema, mayForceTool, hasTools, warnings }: FormatOptions): FormatPlan {
  if (format === undefined || format.type === 'text') return {}
  if (format.type === 'json-object' || format.schema === undefined) {
    warnings.push({ type: 'changed', field: FIELD, how: 'as an instruction' })
    return instruction('Answer with one JSON object only: no other words, no code fence.')
  }
  const schema = closeSchema(format.schema, `${FIELD}.schema`, warnings)
  if (takesJsonSchema) return { format: { type: 'json_schema', schema } }
  if (mayForceTool) {
    warnings.push({ type: 'changed', field: FIELD, how: 'as a tool that stands for the answer' })
    return {
      tool: {
        name: ANSWER_TOOL,
        description: format.description ?? 'Gives the final answer. Its input is what the user gets to see.',
        input_schema: toInputSchema(schema, `${FIELD}.schema`, warnings),
      },
      // with tools of its own the client may get a call instead, in which case the answer comes later
      choice: hasTools ? { type: 'any' } : { type: 'tool', name: ANSWER_TOOL, disable_parallel_tool_use: true },
    }
  }
  warnings.push({ type: 'changed', field: FIELD, how: 'as an instruction' })
  return instruction(
    `Answer with JSON only, no other words and no code fence, that follows this schema: ${JSON.stringify(schema)}`,
  )
}

const instruction = (text: string): FormatPlan => ({ instruction: { type: 'text', text } })
