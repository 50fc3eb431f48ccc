/** How a figure differs from the one before it, as a share: 0.5 is half as much again. @returns `undefined`: there was nothing to compare with */
export function changeOf(now: string, before: string): number | undefined {
  const [current, earlier] = [Number(now), Number(before)]
  return earlier > 0 ? current / earlier - 1 : undefined
}
