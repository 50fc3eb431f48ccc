#!/usr/bin/env node
// `npx tollgate <command>`: see cli/commands.mjs for what there is, docs/operations.md for how it is used.
import { parseArguments } from './cli/arguments.mjs'
import { COMMANDS, usageOf } from './cli/commands.mjs'
import { createOutput } from './cli/output.mjs'
import { Problem } from './infra/problem.mjs'
import { CALLED_FROM, ROOT } from './infra/root.mjs'

const NOT_INSTALLED = 'something is not installed or not built: run `npm ci && npm run build`'
const EXIT = { done: 0, failed: 1, wrongUsage: 2 }

const parsed = parseArguments(process.argv.slice(2), COMMANDS)
switch (parsed.type) {
  case 'help':
    console.log(usageOf(parsed.command))
    process.exitCode = EXIT.done
    break
  case 'wrong-usage':
    console.error(`${parsed.message}\n\n${usageOf(parsed.command)}`)
    process.exitCode = EXIT.wrongUsage
    break
  case 'run':
    process.exit(await run(parsed)) // the migration engine keeps a timer of 10 s, which nobody waits for
    break
}

/** @returns the exit code */
async function run({ command, operands, options }) {
  const output = createOutput(options)
  try {
    process.chdir(ROOT)
    const isDone = await command.run({ operands, options, output, calledFrom: CALLED_FROM })
    return isDone === false ? EXIT.failed : EXIT.done
  } catch (error) {
    output.fail(error.code === 'ERR_MODULE_NOT_FOUND' ? new Problem(`${NOT_INSTALLED} (${error.message})`) : error)
    return EXIT.failed
  }
}
