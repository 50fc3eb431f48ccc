import { BUCKETS, healthSubject, refusalSubject, usageSubject } from '@tollgate/protocols/events'
import { expect, it } from 'vitest'
import { SERVICES } from '../../../tools/infra/nats-config.mjs'
import { BUCKET_MAX_BYTES, bucketStream, STREAM_SUBJECTS, STREAMS } from './names.js'

it('covers the subjects that are published', () => {
  const isCovered = (subject: string, filter: string) => subject.startsWith(filter.replace(/>$/, ''))
  expect(isCovered(usageSubject('01890a5d-ac96-774b-bcce-b302099a80ff'), STREAM_SUBJECTS[STREAMS.usage])).toBe(true)
  expect(isCovered(healthSubject('c'), STREAM_SUBJECTS[STREAMS.health])).toBe(true)
  expect(isCovered(refusalSubject('g1'), STREAM_SUBJECTS[STREAMS.refusals])).toBe(true)
})

it('uses names that the owners may use on the server', () => {
  const mayPublish = (user: 'billing' | 'admin-api', subject: string) => SERVICES[user].publish.includes(subject)
  expect(mayPublish('billing', `$JS.API.STREAM.*.${STREAMS.usage}`)).toBe(true)
  expect(mayPublish('billing', `$JS.API.STREAM.*.${STREAMS.ledger}`)).toBe(true)
  expect(mayPublish('admin-api', `$JS.API.STREAM.*.${STREAMS.health}`)).toBe(true)
  expect(mayPublish('admin-api', `$JS.API.STREAM.*.${STREAMS.refusals}`)).toBe(true)
  for (const bucket of Object.values(BUCKETS)) {
    expect(mayPublish('admin-api', `$JS.API.STREAM.*.${bucketStream(bucket)}`)).toBe(true)
    expect(BUCKET_MAX_BYTES[bucket]).toBeGreaterThan(0)
  }
})
