/** A synchronous stream transformer: all state is local, a test is arrays in and arrays out. */
export interface Machine<Input, Output> {
  push(input: Input): Output[]
  /** Call once, after the last input. */
  end(): Output[]
}
