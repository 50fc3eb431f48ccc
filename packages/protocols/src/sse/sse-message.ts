/** One server-sent event. */
export interface SseMessage {
  /** Absent: the stream named none. */
  event?: string
  /** Lines joined by `\n`. */
  data: string
}
