import { type Draft, parseDraft, withoutPictures, writeDraft } from './draft'
import { CONVERSATION_PREFIX, FORGET_EVENT } from './forget-conversations'
import { createId } from './random-id'

const TAB_KEY = 'tollgate.tab'
/** Drafts of tabs that were closed; the newest is there when the next one opens. */
const MOST_DRAFTS = 5

export interface DraftStore {
  /** This tab's draft, else the newest that any tab of this person left. */
  load(): Draft | undefined
  /** Does nothing after somebody logged out, here or in another tab. */
  save(draft: Draft): void
  /** Stops listening. */
  close(): void
}

/**
 * Drafts of one person in this browser, one a tab, so that two tabs never write over each other. A tab that was duplicated
 * takes a name of its own as soon as it sees the other one write.
 */
export function openDraftStore(userId: string): DraftStore {
  const prefix = `${CONVERSATION_PREFIX}${userId}.`
  let key = prefix + tabId()
  let isForgotten = false
  const forget = () => {
    isForgotten = true
  }
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key) return
    if (event.newValue === null) forget()
    else key = prefix + newTabId()
  }
  window.addEventListener('storage', onStorage)
  window.addEventListener(FORGET_EVENT, forget)
  return {
    load() {
      const [newest, ...others] = newestFirst(prefix)
      for (const { key: old } of others.slice(MOST_DRAFTS - 1)) if (old !== key) localStorage.removeItem(old)
      return parseDraft(localStorage.getItem(key)) ?? newest?.draft
    },
    save(draft) {
      if (!isForgotten) write(key, draft)
    },
    close() {
      window.removeEventListener('storage', onStorage)
      window.removeEventListener(FORGET_EVENT, forget)
    },
  }
}

const tabId = (): string => sessionStorage.getItem(TAB_KEY) ?? newTabId()

function newTabId(): string {
  const id = createId()
  sessionStorage.setItem(TAB_KEY, id)
  return id
}

function newestFirst(prefix: string): { key: string; draft: Draft }[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ key, draft: parseDraft(localStorage.getItem(key)) }))
    .filter((entry): entry is { key: string; draft: Draft } => entry.draft !== undefined)
    .sort((a, b) => b.draft.writtenAtMs - a.draft.writtenAtMs)
}

function write(key: string, draft: Draft) {
  try {
    localStorage.setItem(key, writeDraft(draft))
  } catch {
    try {
      localStorage.setItem(key, writeDraft(withoutPictures(draft)))
    } catch {
      localStorage.removeItem(key) // an old copy would be worse than none
    }
  }
}
