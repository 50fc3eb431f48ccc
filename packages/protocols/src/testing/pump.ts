import type { Machine } from '../machine.js'

/** All inputs through a machine, then its end. */
export const pump = <Input, Output>(machine: Machine<Input, Output>, inputs: Iterable<Input>): Output[] => {
  const outputs: Output[] = []
  for (const input of inputs) outputs.push(...machine.push(input))
  return [...outputs, ...machine.end()]
}
