// `tollgate doctor`: looks, changes nothing, and says what to do.
import { examineDatabase } from './doctor/database.mjs'
import { examineEnvironment } from './doctor/environment.mjs'
import { examineMachine } from './doctor/machine.mjs'
import { examineNats } from './doctor/nats.mjs'
import { examineServices } from './doctor/services.mjs'

const EXAMINATIONS = [examineMachine, examineEnvironment, examineServices, examineDatabase, examineNats]
const SIGN = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' }

/** Findings are { name, state: 'ok' | 'warning' | 'problem', detail, advice? }. @returns false if there is a problem */
export async function runDoctor({ output }) {
  const findings = []
  for (const examine of EXAMINATIONS) findings.push(...(await examine()))
  const isWell = !findings.some(({ state }) => state === 'problem')
  const lines = findings.map(
    ({ name, state, detail, advice }) => `${SIGN[state]}  ${name}: ${detail}${advice ? `\n         → ${advice}` : ''}`,
  )
  output.result({ isWell, findings }, [...lines, '', isWell ? 'nothing is wrong' : 'see the problems above'].join('\n'))
  return isWell
}
