// node leash.mjs <command> <args…>, forked with an IPC channel: the command runs in a process group of its own, which is
// ended as a whole when the channel closes, also by a kill -9 of whoever holds the other end.
import { spawn } from 'node:child_process'

const KILL_AFTER_MS = 5_000
const [, , command, ...args] = process.argv
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true })

const signalGroup = (signal) => {
  try {
    process.kill(-child.pid, signal)
  } catch {
    // gone already
  }
}
const end = () => {
  signalGroup('SIGTERM')
  setTimeout(() => signalGroup('SIGKILL'), KILL_AFTER_MS).unref()
}
process.on('disconnect', end)
process.on('message', end)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)

child.once('error', (error) => {
  console.error(error.message)
  process.exit(127)
})
child.once('exit', (code) => {
  signalGroup('SIGTERM') // what the command left behind
  process.exit(code ?? 1)
})
