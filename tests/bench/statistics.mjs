/** @param sorted ascending numbers, at least one */
export const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

export const median = (values) =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  )

/** [{ a, b }] → { a: median of all a, b: median of all b } */
export const medianOf = (samples) =>
  Object.fromEntries(Object.keys(samples[0]).map((name) => [name, median(samples.map((sample) => sample[name]))]))
