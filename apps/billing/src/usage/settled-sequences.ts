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

interface Run {
  first: number
  last: number
}

export function createSettledSequences(maxRuns = MAX_RUNS): SettledSequences {
  let settledUpTo = 0
  /** What is settled above it: in order, and none touches the next. */
  let runs: Run[] = []
  return {
    upTo: () => settledUpTo,
    add(sequences) {
      for (const sequence of sequences) addOne(sequence)
      advance()
    },
    raise(sequence) {
      settledUpTo = Math.max(settledUpTo, sequence)
      advance()
    },
    reset(sequence) {
      settledUpTo = sequence
      runs = []
    },
  }

  function addOne(sequence: number): void {
    if (sequence <= settledUpTo) return
    const next = indexAbove(sequence)
    const before = runs[next - 1]
    const after = runs[next]
    if (before !== undefined && sequence <= before.last) return // told again
    if (before?.last === sequence - 1) {
      before.last = sequence
      if (after?.first !== sequence + 1) return
      before.last = after.last
      runs.splice(next, 1)
    } else if (after?.first === sequence + 1) after.first = sequence
    else if (runs.length < maxRuns) runs.splice(next, 0, { first: sequence, last: sequence })
  }

  /** Of the first run that begins above it. */
  function indexAbove(sequence: number): number {
    let [low, high] = [0, runs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[middle]?.first ?? 0) > sequence) high = middle
      else low = middle + 1
    }
    return low
  }

  function advance(): void {
    let reached = 0
    for (const { first, last } of runs) {
      if (first > settledUpTo + 1) break
      settledUpTo = Math.max(settledUpTo, last)
      reached++
    }
    if (reached > 0) runs.splice(0, reached)
  }
}
