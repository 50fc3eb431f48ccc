import type { ChannelRecord } from '@tollgate/protocols/events'

export type OnClientAbort = ChannelRecord['settings']['onClientAbort']

/**
 * What becomes of an upstream's answer whose client has gone (RELIABILITY 4.7). `auto`: a stream is cancelled and billed
 * for what was forwarded; an answer in one piece is read to its end and billed as reported where somebody pays for it, and
 * cancelled for free on a server of our own.
 */
export function decideOnAbort(
  setting: OnClientAbort,
  { isStreamed, isSelfHosted }: { isStreamed: boolean; isSelfHosted: boolean },
): 'cancel' | 'drain' {
  switch (setting) {
    case 'cancel':
    case 'drain':
      return setting
    case 'auto':
      return isStreamed || isSelfHosted ? 'cancel' : 'drain'
  }
}
