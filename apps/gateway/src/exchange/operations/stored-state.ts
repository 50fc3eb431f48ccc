import { type CanonicalRequest, GatewayError } from '@tollgate/protocols/canonical'

/** Names of conversations that the vendor of Responses keeps in the account that called it. */
const STORED = ['previous_response_id', 'conversation']

/**
 * Answers are kept nowhere here, and the upstream's account is everybody's: what it keeps could be read by whoever knows a
 * name, on any other key or channel it is unknown.
 * @throws GatewayError `invalid_request`
 */
export function assertNothingStored({ facts }: CanonicalRequest): void {
  const param = facts.nativeOnly.find((field) => STORED.includes(field))
  if (param === undefined) return
  throw new GatewayError('invalid_request', {
    message: `This gateway keeps no conversations, so \`${param}\` names nothing. Send the conversation whole in \`input\`.`,
    param,
  })
}
