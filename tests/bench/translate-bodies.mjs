// Whole bodies from one dialect to another, in this process: what understanding and writing a request costs beside
// JSON.parse and JSON.stringify of the same bytes, and how that grows with the conversation.
import { CODECS } from '@tollgate/protocols/dialects'
import { readJson } from '@tollgate/protocols/passthrough'
import { conversation, wholeAnswer } from './conversation.mjs'
import { median } from './statistics.mjs'

const TURNS = 100
const MANY_TURNS = 1_000
const SAMPLES = 15
const SAMPLE_MS = 25
const WARM_UP_MS = 150
const MODEL = 'bench'
const ADDRESS = { model: MODEL, isStreamed: true }
const IDENTITY = { id: 'x', model: MODEL, createdAtSeconds: 1_700_000_000 }
const TRAITS = { thinking: 'effort', defaultMaxOutputTokens: 4_096 }

const pairs = Object.keys(CODECS).flatMap((client) => Object.keys(CODECS).map((upstream) => ({ client, upstream })))

/** Every ordered pair: { client, upstream, requestRatio, answerRatio, growth }; the same dialect is decoded and encoded too. */
export const measureBodies = () =>
  pairs.map(({ client, upstream }) => {
    const [some, many] = [TURNS, MANY_TURNS].map((turns) => requestBytes(client, turns))
    const translate = (bytes) => translateRequest(bytes, client, upstream)
    const answer = answerBytes(upstream)
    const request = compare(some, translate)
    return {
      ...{ client, upstream, bytes: some.length, requestMicros: request.micros, requestRatio: request.ratio },
      answerRatio: compare(answer, (bytes) => translateAnswer(bytes, upstream, client)).ratio,
      growth: growthOf(
        () => translate(some),
        () => translate(many),
      ),
    }
  })

/** What every body is read with, whatever becomes of it: depth, size, duplicate keys and odd characters are checked. */
export const measureReading = () => compare(requestBytes('openai-chat', TURNS), (bytes) => readJson(bytes).value).ratio

function requestBytes(dialect, turns) {
  const { body } = CODECS[dialect].encodeRequest(conversation(turns), { model: MODEL, traits: TRAITS })
  return Buffer.from(JSON.stringify(body))
}

const answerBytes = (dialect) =>
  Buffer.from(JSON.stringify(CODECS[dialect].encodeResponse(wholeAnswer(), { ...IDENTITY, isReasoningShown: true })))

function translateRequest(bytes, client, upstream) {
  const request = CODECS[client].decodeRequest(JSON.parse(bytes.toString('utf8')), ADDRESS)
  return JSON.stringify(CODECS[upstream].encodeRequest(request, { model: MODEL, traits: TRAITS }).body)
}

const translateAnswer = (bytes, upstream, client) =>
  JSON.stringify(CODECS[client].encodeResponse(CODECS[upstream].decodeResponse(JSON.parse(bytes.toString())), IDENTITY))

/** Side by side, sample by sample. */
function compare(bytes, translate) {
  const plain = () => JSON.stringify(JSON.parse(bytes.toString('utf8')))
  const ours = () => translate(bytes)
  const times = { plain: repetitionsOf(plain), ours: repetitionsOf(ours) }
  const samples = Array.from({ length: SAMPLES }, () => ({
    plain: microsOf(plain, times.plain),
    ours: microsOf(ours, times.ours),
  }))
  return { micros: median(samples.map(({ ours: own }) => own)), ratio: median(samples.map((s) => s.ours / s.plain)) }
}

function growthOf(some, many) {
  const times = { some: repetitionsOf(some), many: repetitionsOf(many) }
  const samples = Array.from({ length: SAMPLES }, () => microsOf(many, times.many) / microsOf(some, times.some))
  return median(samples)
}

/** Also the warm-up. @returns how often it fits into a sample */
function repetitionsOf(work) {
  const startedAt = cpuMicros()
  let count = 0
  for (; cpuMicros() - startedAt < WARM_UP_MS * 1_000; count += 1) work()
  return Math.max(1, Math.round((count * SAMPLE_MS) / WARM_UP_MS))
}

/** CPU, not time: the machine may have other things to do. */
function microsOf(work, repetitions) {
  const startedAt = cpuMicros()
  for (let index = 0; index < repetitions; index += 1) work()
  return (cpuMicros() - startedAt) / repetitions
}

function cpuMicros() {
  const { user, system } = process.cpuUsage()
  return user + system
}
