import { CODECS } from '@tollgate/protocols/dialects'
import type { ClientCall } from '../../door/client-call.js'
import { createGeneration } from './generation.js'
import type { Operation } from './operation.js'

/** A call's parsed body → what it asks for. @throws GatewayError `invalid_request` with the path of the wrong field */
export const openOperation = ({ dialect, address }: ClientCall, body: unknown): Operation =>
  createGeneration(CODECS[dialect].decodeRequest(body, address), dialect)
