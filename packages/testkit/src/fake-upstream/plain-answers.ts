import type { ServerResponse } from 'node:http'
import type { UpstreamScript } from './script.js'
import type { Delivery } from './send-answer.js'

const HTML = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/** Faults that answer instead of the model. @returns false if there is none */
export function sendPlainFault(delivery: Delivery, { script, key }: { script: UpstreamScript; key: string }): boolean {
  const { fault } = script
  const { response, truth } = delivery
  switch (fault.type) {
    case 'status': {
      truth.status = fault.status
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter)
      if (fault.isHtml) sendText(response, fault.status, HTML)
      else refuse(delivery, fault.status, fault.leaksKey ? `Incorrect API key provided: ${key}.` : 'scripted failure')
      return true
    }
    case 'html':
      truth.status = 200
      sendText(response, 200, HTML)
      return true
    case 'redirect':
      truth.status = fault.status
      response.writeHead(fault.status, { location: fault.location }).end()
      return true
    default:
      return false
  }
}

/** An error in the dialect's words. */
export const refuse = (delivery: Delivery, status: number, message: string): void =>
  refuseWith(delivery, status, delivery.dialect.encodeError(status, message))

export function refuseWith({ response, truth }: Delivery, status: number, body: object): void {
  truth.status = status
  sendJson(response, status, body)
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendText(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end(html)
}
