const INPUT_TOKENS = 1_000n
const OUTPUT_TOKENS = 500n
const MILLION = 1_000_000n

export interface ExamplePrice {
  inputPerMillionNanos: bigint | undefined
  outputPerMillionNanos: bigint | undefined
  perRequestNanos: bigint | undefined
}

/**
 * What a call of 1,000 tokens in and 500 out costs at ratio 1, rounded up once as billing does.
 * @returns `undefined` while a price is not a price
 */
export function exampleCostNanos(price: ExamplePrice): bigint | undefined {
  const { inputPerMillionNanos: input, outputPerMillionNanos: output, perRequestNanos: request } = price
  if (input === undefined || output === undefined || request === undefined) return undefined
  if (input < 0n || output < 0n || request < 0n) return undefined
  const millionths = INPUT_TOKENS * input + OUTPUT_TOKENS * output + request * MILLION
  return (millionths + MILLION - 1n) / MILLION
}
