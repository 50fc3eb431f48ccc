import { getTranslations } from 'next-intl/server'
import { changesOf } from '@/lib/audit-change'

const SHOWN = 3

/** What was different afterwards: field, before → after; the first few at once, the rest folded. */
export async function Change(props: { before: string | null; after: string | null; reason: string | null }) {
  const t = await getTranslations('admin.audit')
  const changes = changesOf(props.before, props.after)
  const rows = changes.map(({ field, before, after }) => (
    <li key={field} className="break-all">
      {field && <span className="text-text-muted">{field}: </span>}
      {before !== undefined && <del className="text-text-muted">{before}</del>}
      {before !== undefined && after !== undefined && ' → '}
      {after}
    </li>
  ))
  return (
    <div className="max-w-xl text-xs">
      {props.reason && <p className="mb-1">{t('because', { reason: props.reason })}</p>}
      <ul>{rows.slice(0, SHOWN)}</ul>
      {rows.length > SHOWN && (
        <details>
          <summary className="text-accent">{t('more', { count: rows.length - SHOWN })}</summary>
          <ul>{rows.slice(SHOWN)}</ul>
        </details>
      )}
    </div>
  )
}
