/** Of each end of the range; messages nearest the tail are those that an older database is sure to lack. */
const PER_END = 100

/**
 * Which sequences to look up to see whether a database has what was acked: all of a short range, both ends of a long one.
 * @param range first and last sequence, both included; `fromSeq` may lie before what the stream still has
 */
export function sampleAcked(range: { fromSeq: number; toSeq: number }, firstSeq: number): number[] {
  const fromSeq = Math.max(range.fromSeq, firstSeq)
  const count = range.toSeq - fromSeq + 1
  if (count <= 0) return []
  const at = (index: number) => fromSeq + index
  if (count <= 2 * PER_END) return Array.from({ length: count }, (_, i) => at(i))
  const head = Array.from({ length: PER_END }, (_, i) => at(i))
  return [...head, ...Array.from({ length: PER_END }, (_, i) => at(count - PER_END + i))]
}
