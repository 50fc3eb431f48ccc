import { randomUUID } from 'node:crypto'
import { waitUntil } from '@tollgate/testkit'
import type { RunningGateway } from '../gateway-app.js'
import type { RigRecords } from './rig-records.js'
import { MARKER_MODEL, MODEL } from './rig-records.js'

/** A running gateway, as its clients and operators reach it. */
export class TestGateway {
  readonly url: string
  readonly healthUrl: string

  constructor(
    readonly running: RunningGateway,
    private readonly apiKey: string,
  ) {
    this.url = `http://127.0.0.1:${running.port}`
    this.healthUrl = `http://127.0.0.1:${running.healthPort}`
  }

  /** @param script of the fake upstream, without its marks */
  chat(
    script: string,
    options: { body?: object; headers?: Record<string, string>; signal?: AbortSignal } = {},
  ): Promise<Response> {
    return fetch(`${this.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.apiKey}`, 'content-type': 'application/json', ...options.headers },
      body: JSON.stringify({
        model: MODEL,
        max_tokens: 100,
        messages: [{ role: 'user', content: script === '' ? 'hello' : `hello @@script:${script}@@` }],
        ...options.body,
      }),
      ...(options.signal && { signal: options.signal }),
    })
  }

  /** Waits until no call is under way. */
  async idle(): Promise<void> {
    await waitUntil(async () => /^gateway_inflight 0$/m.test(await (await fetch(`${this.healthUrl}/metrics`)).text()))
  }

  /** Waits until the catalog as it is now has arrived. */
  async sees(rig: RigRecords & { project(): Promise<void> }): Promise<void> {
    const name = `marker-${randomUUID()}`
    rig.putModel({ modelId: MARKER_MODEL, name })
    await rig.project()
    await waitUntil(async () => (await this.get(`/v1/models/${name}`)).status === 200)
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      headers: { authorization: `Bearer ${this.apiKey}`, ...headers },
      redirect: 'manual',
    })
  }
}
