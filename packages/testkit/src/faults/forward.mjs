// One end of the passages of a closed network: joins addresses of its own network with sockets in the file system. Ends with
// its standard input.
//   node forward.mjs '[[{ "port": 1, "host": "127.0.0.1" }, { "path": "server.sock" }]]'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

for (const [from, to] of JSON.parse(process.argv[2])) {
  const server = createServer((incoming) => {
    const outgoing = connect(to)
    incoming.on('error', () => outgoing.destroy())
    outgoing.on('error', () => incoming.destroy())
    incoming.pipe(outgoing).pipe(incoming)
  })
  server.listen(from)
  await once(server, 'listening')
}
process.stdout.write('ready\n')
process.stdin.resume().once('end', () => process.exit())
