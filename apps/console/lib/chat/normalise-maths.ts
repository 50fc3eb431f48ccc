const CODE = /(```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`)/

/** Models write `\( … \)` and `\[ … \]`; our markdown knows `$$ … $$`. Code stays as it is. */
export function normaliseMaths(markdown: string): string {
  if (!markdown.includes('\\(') && !markdown.includes('\\[')) return markdown
  return markdown
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : replaceDelimiters(part)))
    .join('')
}

const replaceDelimiters = (text: string): string =>
  text
    .replace(/\\\[([\s\S]+?)\\\]/g, (_, formula: string) => `\n$$\n${formula.trim()}\n$$\n`)
    .replace(/\\\((.+?)\\\)/g, (_, formula: string) => `$$${formula.trim()}$$`)
