const CODE = /(```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`)/

/** `$x$`, but neither prices (`$5 and $10`) nor the ends of `$$ … $$`; the same rule as Pandoc's. */
const INLINE = /(?<![\\$])\$(?![\s$])((?:\\.|[^$\\\n])*?)(?<!\s)\$(?![\d$])/g

/** Models write `$ … $`, `\( … \)` and `\[ … \]`; our markdown knows `$$ … $$`. Code stays as it is. */
export function normaliseMaths(markdown: string): string {
  if (!markdown.includes('\\(') && !markdown.includes('\\[') && !markdown.includes('$')) return markdown
  return markdown
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : replaceDelimiters(part)))
    .join('')
}

const replaceDelimiters = (text: string): string =>
  text
    .replace(INLINE, (_, formula: string) => `$$${formula}$$`)
    .replace(/\\\[([\s\S]+?)\\\]/g, (_, formula: string) => `\n$$\n${formula.trim()}\n$$\n`)
    .replace(/\\\((.+?)\\\)/g, (_, formula: string) => `$$${formula.trim()}$$`)
