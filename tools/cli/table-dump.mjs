// Tables as files of JSON lines, gzipped. PostgreSQL writes and reads the JSON, so that no number passes through a float.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

const ROWS_AT_ONCE = 1_000
const OWNER_ONLY = 0o600
/** Stamped anew at the restore: transaction numbers of one server mean nothing to another. */
const TRANSACTION_COLUMN = 'changed_xid'

/** [{ name, columns }] of every table of ours; generated columns and transaction numbers are left out. */
export async function listTables(client) {
  const { rows } = await client.query(
    `SELECT c.relname AS name,
            array_agg(a.attname::text ORDER BY a.attnum)
              FILTER (WHERE a.attgenerated = '' AND a.attname <> $1) AS columns,
            bool_or(a.attname = $1) AS "hasTransactionColumn"
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
     GROUP BY c.relname ORDER BY c.relname`,
    [TRANSACTION_COLUMN],
  )
  return rows
}

const columnList = (client, columns) => columns.map((column) => client.escapeIdentifier(column)).join(', ')

/**
 * Inside a transaction of the caller, who answers for the snapshot.
 * @returns { rowCount, sha256 } of the file
 */
export async function dumpTable(client, { name, columns }, path) {
  let rowCount = 0
  const table = client.escapeIdentifier(name)
  await client.query(
    `DECLARE dump NO SCROLL CURSOR FOR
     SELECT row_to_json(t)::text AS line FROM (SELECT ${columnList(client, columns)} FROM public.${table}) t`,
  )
  async function* lines() {
    for (;;) {
      const { rows } = await client.query(`FETCH ${ROWS_AT_ONCE} FROM dump`)
      if (rows.length === 0) return
      rowCount += rows.length
      yield rows.map(({ line }) => `${line}\n`).join('')
    }
  }
  const { stream, digest } = hashing()
  await pipeline(
    Readable.from(lines()),
    createGzip(),
    stream,
    createWriteStream(path, { mode: OWNER_ONLY, flush: true }),
  )
  await client.query('CLOSE dump')
  return { rowCount, sha256: digest() }
}

function hashing() {
  const hash = createHash('sha256')
  const stream = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { stream, digest: () => hash.digest('hex') }
}

/** SHA-256 of a file in hex. */
export async function sha256Of(path) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** Inside a transaction with triggers off. @returns rows inserted */
export async function loadTable(client, { name, columns }, path) {
  const table = client.escapeIdentifier(name)
  const list = columnList(client, columns)
  const sql = `INSERT INTO public.${table} (${list}) OVERRIDING SYSTEM VALUE
               SELECT ${list} FROM json_populate_recordset(NULL::public.${table}, $1::json)`
  let rowCount = 0
  for await (const lines of batchesOf(path)) rowCount += (await client.query(sql, [`[${lines.join(',')}]`])).rowCount
  return rowCount
}

async function* batchesOf(path) {
  let batch = []
  for await (const line of linesOf(createReadStream(path).pipe(createGunzip()).setEncoding('utf8'))) {
    batch.push(line)
    if (batch.length < ROWS_AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Not node:readline, which takes U+2028 inside of a text for the end of a line. */
async function* linesOf(chunks) {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    yield* lines
  }
  if (rest !== '') yield rest
}
