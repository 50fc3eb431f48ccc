// node dist/fake-upstream/main.js --port 9000 --label demo [--host 127.0.0.1] [--delay-ms 15] [--truth-log FILE] [--key KEY]
import { parseArgs } from 'node:util'
import { startFakeUpstream } from './fake-upstream.js'

/** It may run for weeks. */
const MAX_TRUTH_ENTRIES = 100

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9000' },
    host: { type: 'string', default: '127.0.0.1' },
    label: { type: 'string', default: 'demo' },
    'delay-ms': { type: 'string', default: '15' },
    'truth-log': { type: 'string' },
    key: { type: 'string', multiple: true },
  },
})

const upstream = await startFakeUpstream({
  port: Number(values.port),
  host: values.host,
  label: values.label,
  delayMs: Number(values['delay-ms']),
  maxTruthEntries: MAX_TRUTH_ENTRIES,
  ...(values['truth-log'] !== undefined && { truthLogFile: values['truth-log'] }),
  ...(values.key !== undefined && { acceptKeys: values.key }),
})
console.log(JSON.stringify({ level: 'info', message: `${values.label} upstream on ${upstream.url}` }))
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void upstream.close().then(() => process.exit(0))
  })
