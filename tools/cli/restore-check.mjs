// `tollgate restore-check [--apply]`: after a restore, what the bus still knows and the database lost. Usage is settled
// again by billing itself; this is the rest.
import { Problem, sentenceOf } from '../infra/problem.mjs'
import { findMissing, loadRecords, postMissing } from './ledger-replay.mjs'
import { readLedgerStream } from './ledger-stream.mjs'
import { withClient, withOwnerUrl } from './local-database.mjs'

export async function runRestoreCheck({ options, output }) {
  const result = await withOwnerUrl((url) =>
    withClient(url, async (client) => {
      await loadRecords(client, readLedgerStream())
      const missing = await findMissing(client)
      const posted = options.apply ? await postAll(client, missing, output) : []
      return {
        missing,
        posted,
        left: options.apply ? await findMissing(client) : missing,
        ...(await readState(client)),
      }
    }),
  )
  output.result(result, textOf(result, options.apply))
  return result.left.length === 0
}

async function postAll(client, missing, output) {
  const open = missing.filter(({ obstacle }) => obstacle === null)
  if (open.length === 0) return []
  await output.confirm(`Post ${open.length} records of stream LEDGER again?`)
  const statements = await import('../../apps/billing/dist/money/post-statements.js')
  const posted = []
  for (const one of open)
    try {
      await postMissing(client, one, statements)
      posted.push(one)
    } catch (error) {
      output.note(`${lineOf(one)}: not posted: ${sentenceOf(error)}`)
    }
  return posted
}

async function readState(client) {
  const { rows } = await client.query(
    `SELECT ledger_epoch::text AS "ledgerEpoch", recovering_until_seq IS NOT NULL AS "isRecovering" FROM ledger_state`,
  )
  if (rows.length === 0) throw new Problem('this database has no ledger: run `npx tollgate migrate`')
  return rows[0]
}

function textOf({ missing, posted, left, isRecovering }, isApplied) {
  const lines = isRecovering ? ['Billing still settles what stream USAGE has; nothing is granted until then.'] : []
  if (missing.length === 0) return [...lines, 'The database has all that stream LEDGER has.'].join('\n')
  lines.push(...posted.map((one) => `posted   ${lineOf(one)}`))
  lines.push(...left.map((one) => `missing  ${lineOf(one)}${one.obstacle === null ? '' : `: ${one.obstacle}`}`))
  if (!isApplied) lines.push('', 'To post it again: npx tollgate restore-check --apply')
  return lines.join('\n')
}

const lineOf = ({ kind, id, says }) => `${kind.replace('_', ' ')} ${id}: ${says}`
