'use client'
import { useTranslations } from 'next-intl'
import { BULK_FORM, boxesOf } from './bulk-selection'

/** In a row: whether the bar above changes this user too. */
export function SelectUser({ id, name }: { id: string; name: string }) {
  const t = useTranslations('admin.users')
  return (
    <input
      type="checkbox"
      form={BULK_FORM}
      name="userId"
      value={id}
      aria-label={t('selectNamed', { name })}
      className="block size-4 accent-accent"
    />
  )
}

/** In the header: all users of the page, or none. */
export function SelectAll() {
  const t = useTranslations('admin.users')
  return (
    <input
      type="checkbox"
      form={BULK_FORM}
      aria-label={t('selectAll')}
      className="block size-4 accent-accent"
      onChange={({ target }) => {
        for (const box of boxesOf(document)) {
          box.checked = target.checked
          box.dispatchEvent(new Event('change', { bubbles: true }))
        }
      }}
    />
  )
}
