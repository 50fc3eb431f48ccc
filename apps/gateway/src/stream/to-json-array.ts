import { pipeline, type Readable, Transform } from 'node:stream'
import { createJsonArrayWriter } from '@tollgate/protocols/dialects'
import { createSseParser } from '@tollgate/protocols/sse'

/** A stream of events → the same as one JSON array that grows. Whoever ends the one ends the other. */
export function toJsonArray(events: Readable): Readable {
  const parser = createSseParser()
  const writer = createJsonArrayWriter()
  const array = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, parser.push(chunk).flatMap(writer.push).join(''))
    },
    flush(done) {
      done(null, [...parser.end().flatMap(writer.push), ...writer.end()].join(''))
    },
  })
  return pipeline(events, array, () => {}) // either end's error has destroyed the other
}
