/** What was typed one a line (or between commas or spaces) → the entries, each once, in order. */
export function splitLines(text: string): string[] {
  return [...new Set(text.split(/[\s,，]+/).filter((entry) => entry !== ''))]
}
