/** What vendors say where these credentials may not use this one model, beside a status of 403. */
const DENIAL =
  /access[ _.-]?denied|model[_ .-]?not[_ ]?found|model[_ ](?:is )?disabled|(?:no|not have|without)\s+(?:access|permission)|not\s+(?:authori[sz]ed|permitted|allowed|entitled)\s+to|model\W.{0,200}\b(?:does not exist|not exist|not available|not supported|not enabled)|no such model/i

const FORBIDDEN = 403
/** A key that is refused altogether, or has no money, says nothing of the model. */
const OF_THE_KEY = [401, 402, 429]
const MAX_SEARCHED = 4_000

/**
 * Whether an upstream denies the model to who asks, rather than being broken or badly asked.
 * @param status of the upstream
 * @param body its text
 */
export function isAccessDenied(status: number, body: string): boolean {
  if (status === FORBIDDEN) return true
  if (status < 400 || status >= 500 || OF_THE_KEY.includes(status)) return false
  return DENIAL.test(body.slice(0, MAX_SEARCHED))
}
