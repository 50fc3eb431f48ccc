import { addKnown, type Usage } from '../canonical/usage.js'
import { assertWhole, type EmbeddingAnswer } from './answer.js'
import type { EmbeddingRequest } from './request.js'

/** A request as calls of at most so many inputs, in their order. @param maxInputs absent: one call */
export function toBatches(request: EmbeddingRequest, maxInputs?: number): EmbeddingRequest[] {
  const { inputs } = request
  if (maxInputs === undefined || inputs.length <= maxInputs) return [request]
  return Array.from({ length: Math.ceil(inputs.length / maxInputs) }, (_, index) => ({
    ...request,
    inputs: inputs.slice(index * maxInputs, (index + 1) * maxInputs),
  }))
}

/**
 * Answers of several calls, in their order → one. Usage that one of them does not tell is not known of the whole.
 * @throws GatewayError `upstream_error` where vectors of two calls differ in length
 */
export function joinAnswers(answers: readonly [EmbeddingAnswer, ...EmbeddingAnswer[]]): EmbeddingAnswer {
  const [first, ...others] = answers
  if (others.length === 0) return first
  const vectors = answers.flatMap((answer) => answer.vectors)
  assertWhole(vectors, vectors.length)
  return {
    vectors,
    format: others.every(({ format }) => format === first.format) ? first.format : 'mixed',
    usage: answers.map(({ usage }) => usage).reduce(joinUsage),
  }
}

function joinUsage(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (a === undefined || b === undefined) return undefined
  const total = addKnown(a.input.total, b.input.total)
  const output = addKnown(a.output.total, b.output.total)
  return {
    input: total === undefined ? {} : { total },
    output: output === undefined ? {} : { total: output },
    raw: [a.raw, b.raw].flat(),
  }
}
