import type { StatementLineRow } from './statements.repository.js'

export interface SectionRow extends Pick<StatementLineRow, 'courseId' | 'courseName' | 'costCentre'> {
  calls: bigint
  amountNanos: bigint
  lines: StatementLineRow[]
}

/** Lines of courses and models, dearest first → one section a course, dearest first, each with its sum. */
export function toSections(lines: readonly StatementLineRow[]): SectionRow[] {
  const sections = new Map<string, SectionRow>()
  for (const line of lines) {
    const { courseId, courseName, costCentre } = line
    const section = sections.get(courseId) ?? {
      courseId,
      courseName,
      costCentre,
      calls: 0n,
      amountNanos: 0n,
      lines: [],
    }
    section.calls += line.calls
    section.amountNanos += line.amountNanos
    section.lines.push(line)
    sections.set(courseId, section)
  }
  return [...sections.values()].sort((a, b) => Number(b.amountNanos - a.amountNanos))
}
