// Helper processes of the benchmark: each has a core's time of its own and answers over IPC.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * Starts one of this folder's programs.
 * @param file name beside this one; it sends `{ ready: … }` once it works
 * @returns {Promise<{ pid: number, ready: unknown, ask: (job: unknown) => Promise<unknown>, stop: () => Promise<void> }>}
 *   `ask` sends one job and waits for its `{ result }` or `{ error }`
 */
export async function startChild(file, args = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const [first] = await Promise.race([once(child, 'message'), ended.then(([code]) => failed(file, code))])
  return {
    pid: child.pid,
    ready: first.ready,
    async ask(job) {
      child.send(job)
      const [answer] = await Promise.race([once(child, 'message'), ended.then(([code]) => failed(file, code))])
      if (answer.error) throw new Error(`${file}: ${answer.error}`)
      return answer.result
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

const failed = (file, code) => {
  throw new Error(`${file} ended with ${code}`)
}
