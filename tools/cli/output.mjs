// Text for people or one JSON document for programs; results on stdout, the rest on stderr.
import { createInterface } from 'node:readline/promises'
import { Problem, sentenceOf } from '../infra/problem.mjs'

/** @param options { json, yes } of the command line */
export function createOutput({ json = false, yes = false }) {
  return {
    /** Progress: people only. */
    note: (text) => json || console.error(text),
    /** The result, once. @param value for programs @param text for people */
    result: (value, text) => console.log(json ? JSON.stringify(value, null, 2) : text),
    fail(error) {
      const message = sentenceOf(error)
      if (json)
        console.log(JSON.stringify({ error: message, ...(error.details && { details: error.details }) }, null, 2))
      else console.error(message)
    },
    /** @throws Problem unless somebody says yes */
    async confirm(question) {
      if (yes) return
      if (json || !process.stdin.isTTY) throw new Problem(`${question} Repeat the command with --yes to go on.`)
      const reader = createInterface({ input: process.stdin, output: process.stderr })
      const answer = await reader.question(`${question} Type yes to go on: `)
      reader.close()
      if (answer.trim() !== 'yes') throw new Problem('nothing was changed')
    },
  }
}
