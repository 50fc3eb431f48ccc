import {
  type DoneReply,
  type doneReplySchema,
  MONEY_MESSAGE_VERSION,
  type MoneyRefusal,
} from '@tollgate/protocols/events'
import type { z } from 'zod'

/** As they are written: amounts as text. */
export type DoneReplyMessage = z.input<typeof doneReplySchema>
export type RefusedMessage = Extract<DoneReply, { type: 'refused' }>

export const refused = (code: MoneyRefusal, message: string): RefusedMessage => ({
  type: 'refused',
  v: MONEY_MESSAGE_VERSION,
  code,
  message,
})

export const done = (isRepeat: boolean): DoneReplyMessage => ({ type: 'done', v: MONEY_MESSAGE_VERSION, isRepeat })
