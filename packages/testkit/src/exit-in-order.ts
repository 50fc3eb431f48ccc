const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const
const BASE = 128

let isSet = false

/**
 * Turns whatever ends this process, short of SIGKILL, into an exit: then 'exit' handlers take servers and disks along. So
 * does the death of the process that runs the tests.
 */
export function exitInOrder(): void {
  if (isSet) return
  isSet = true
  for (const [signal, number] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(BASE + number))
  process.once('disconnect', () => process.exit(1))
}
