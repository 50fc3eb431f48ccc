/**
 * Names that lead back to themselves over two or more steps: `a → b → a` is a slip, as nobody can say what was meant.
 * A name that is mapped to itself is none.
 * @param mapping public name → the upstream's
 * @returns the names in their order, `undefined` where there is no cycle
 */
export function findMappingCycle(mapping: Readonly<Record<string, string>>): string[] | undefined {
  const cleared = new Set<string>()
  for (const start of Object.keys(mapping)) {
    const way: string[] = []
    for (let name = start; !cleared.has(name); ) {
      const next = Object.hasOwn(mapping, name) ? mapping[name] : undefined
      if (next === undefined || next === name) break
      const at = way.indexOf(name)
      if (at >= 0) return way.slice(at)
      way.push(name)
      name = next
    }
    for (const name of way) cleared.add(name)
  }
  return undefined
}
