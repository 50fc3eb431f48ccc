const MAX_CONVERSATIONS = 20_000
/** Prompt caches forget, at the latest after an hour. */
const KEEP_MS = 3_600_000

/** Which target each conversation had last, in this gateway's memory; the longest unused is forgotten first. */
export class AffinityStore {
  private readonly targets = new Map<string, { targetId: string; atMs: number }>()

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  find(conversationId: string): string | undefined {
    const found = this.targets.get(conversationId)
    return found === undefined || found.atMs < this.nowMs() - KEEP_MS ? undefined : found.targetId
  }

  note(conversationId: string, targetId: string): void {
    this.targets.delete(conversationId)
    this.targets.set(conversationId, { targetId, atMs: this.nowMs() })
    for (const oldest of this.targets.keys()) {
      if (this.targets.size <= MAX_CONVERSATIONS) break
      this.targets.delete(oldest)
    }
  }
}
