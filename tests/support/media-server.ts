import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('./media-server.mjs', import.meta.url))

export interface MediaServer {
  readonly port: number
  /** Paths that were asked for, in their order. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/**
 * A server of pictures in a network of its own.
 * @param options.launcher words before its command
 * @param options.png what `/pixel.png` is, in base64
 */
export async function startMediaServer(options: { launcher: readonly string[]; png: string }): Promise<MediaServer> {
  const [command = '', ...args] = [...options.launcher, process.execPath, PROGRAM, options.png]
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)
  const [port] = (await once(lines, 'line')) as [string]
  const asked: string[] = []
  lines.on('line', (path) => asked.push(path))
  return {
    port: Number(port),
    asked,
    async close() {
      if (child.exitCode !== null) return
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
