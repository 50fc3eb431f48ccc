import { upstreamNamesOf } from './model-mapping.js'

/** A name on the way, and which of its upstream names comes next. */
interface Step {
  name: string
  next: number
}

/**
 * Names that lead back to themselves over two or more steps: `a → b → a` is a slip, as nobody can say what was meant.
 * A name that is mapped to itself is none. Where several upstream names share a public one, each of them is a way.
 * @param mapping public name → the upstream's
 * @returns the names in their order, `undefined` where there is no cycle
 */
export function findMappingCycle(mapping: Readonly<Record<string, string | readonly string[]>>): string[] | undefined {
  const cleared = new Set<string>()
  const namesAfter = (name: string): readonly string[] =>
    Object.hasOwn(mapping, name) ? upstreamNamesOf(mapping[name] ?? []).filter((next) => next !== name) : []
  for (const start of Object.keys(mapping)) {
    const way: Step[] = cleared.has(start) ? [] : [{ name: start, next: 0 }]
    const passed = new Set([start])
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const name = namesAfter(last.name)[last.next++]
      if (name === undefined) {
        cleared.add(last.name)
        passed.delete(last.name)
        way.pop()
        continue
      }
      if (passed.has(name)) return way.slice(way.findIndex((step) => step.name === name)).map((step) => step.name)
      if (cleared.has(name)) continue
      passed.add(name)
      way.push({ name, next: 0 })
    }
  }
  return undefined
}
