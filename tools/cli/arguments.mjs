// Pure: words of a command line → what to run. `--name value` and `--name=value` for options that take one.

/** Of every command. */
export const COMMON_OPTIONS = {
  json: { type: 'flag', meaning: 'one JSON document instead of text' },
  yes: { type: 'flag', meaning: 'do not ask before what cannot be undone' },
  help: { type: 'flag', meaning: 'this text' },
}

/**
 * @param words process.argv without node and script
 * @param commands [{ name, operands: ['FILE'], options: { 'dry-run': { type: 'flag' | 'value' } } }]
 * @returns { type: 'run', command, operands, options } | { type: 'help', command? } | { type: 'wrong-usage', message, command? }
 */
export function parseArguments(words, commands) {
  if (words.length === 0) return { type: 'wrong-usage', message: 'a command is needed' }
  const command = commands.find(({ name }) => isPrefix(name.split(' '), words))
  if (!command) {
    if (['help', '--help', '-h'].includes(words[0])) return { type: 'help' }
    return { type: 'wrong-usage', message: `there is no command "${words[0]}"` }
  }
  const rest = words.slice(command.name.split(' ').length)
  const read = readWords(rest, { ...COMMON_OPTIONS, ...command.options })
  if (read.message) return { type: 'wrong-usage', message: read.message, command }
  if (read.options.help) return { type: 'help', command }
  const message = findFault(command, read)
  return message ? { type: 'wrong-usage', message, command } : { type: 'run', command, ...read }
}

const isPrefix = (name, words) => name.every((word, index) => words[index] === word)

function readWords(words, known) {
  const options = {}
  const operands = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index]
    if (!word.startsWith('--')) {
      operands.push(word)
      continue
    }
    const [name, ...after] = word.slice(2).split('=')
    const option = known[name]
    if (option === undefined) return { message: `there is no option --${name}` }
    if (option.type === 'flag') {
      if (after.length > 0) return { message: `--${name} takes no value` }
      options[name] = true
      continue
    }
    const value = after.length > 0 ? after.join('=') : words[++index]
    if (value === undefined || value === '') return { message: `--${name} needs a value` }
    options[name] = value
  }
  return { options, operands }
}

function findFault(command, { options, operands }) {
  const wanted = command.operands ?? []
  if (operands.length < wanted.length) return `${wanted[operands.length]} is missing`
  if (operands.length > wanted.length) return `"${operands[wanted.length]}" is too much`
  const missing = Object.entries(command.options ?? {}).find(
    ([name, { isRequired }]) => isRequired && !(name in options),
  )
  return missing && `--${missing[0]} is missing`
}
