/** Which calls; ids checked, days as YYYY-MM-DD, both included. */
export interface TrafficQuery {
  from: string
  to: string
  apiKeyId?: string | undefined
  userId?: string | undefined
  channelId?: string | undefined
  modelId?: string | undefined
  courseId?: string | undefined
  costCentre?: string | undefined
}
