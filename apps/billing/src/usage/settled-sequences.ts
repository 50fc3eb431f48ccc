/** Runs of settled sequences that wait for what lies before them: beyond this some are forgotten and found again later. */
const MAX_RUNS = 20_000

/**
 * Which sequences of a stream are settled, as far as this process knows: it tells up to where all of them are. Never too
 * high; what another process settled it learns from `raise`.
 */
export interface SettledSequences {
  /** Everything up to and with this sequence is settled; 0: nothing. */
  upTo(): number
  add(sequences: Iterable<number>): void
  /** Somebody knows that all is settled up to here. */
  raise(sequence: number): void
  /** Another stream, or another database: nothing above `sequence` is known any more. */
  reset(sequence: number): void
}

export function createSettledSequences(maxRuns = MAX_RUNS): SettledSequences {
  let settledUpTo = 0
  /** Disjoint runs above it, by their first and by their last sequence. */
  const lastByFirst = new Map<number, number>()
  const firstByLast = new Map<number, number>()
  return {
    upTo: () => settledUpTo,
    add(sequences) {
      for (const sequence of sequences) addOne(sequence)
      advance()
    },
    raise(sequence) {
      if (sequence <= settledUpTo) return
      settledUpTo = sequence
      for (const [first, last] of lastByFirst) {
        if (first > sequence) continue
        remove(first, last)
        if (last > sequence) put(sequence + 1, last)
      }
      advance()
    },
    reset(sequence) {
      settledUpTo = sequence
      lastByFirst.clear()
      firstByLast.clear()
    },
  }

  function addOne(sequence: number): void {
    if (sequence <= settledUpTo || lastByFirst.has(sequence) || firstByLast.has(sequence)) return
    const first = firstByLast.get(sequence - 1) ?? sequence
    const last = lastByFirst.get(sequence + 1) ?? sequence
    if (first === sequence && last === sequence && lastByFirst.size >= maxRuns) return
    if (first !== sequence) remove(first, sequence - 1)
    if (last !== sequence) remove(sequence + 1, last)
    put(first, last)
  }

  function advance(): void {
    for (;;) {
      const last = lastByFirst.get(settledUpTo + 1)
      if (last === undefined) return
      remove(settledUpTo + 1, last)
      settledUpTo = last
    }
  }

  function put(first: number, last: number): void {
    lastByFirst.set(first, last)
    firstByLast.set(last, first)
  }

  function remove(first: number, last: number): void {
    lastByFirst.delete(first)
    firstByLast.delete(last)
  }
}
