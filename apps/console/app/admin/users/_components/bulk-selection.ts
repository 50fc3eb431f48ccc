/** Id of the form that the boxes of all rows belong to: the table is made on the server, the choice is in the browser. */
export const BULK_FORM = 'bulk-users'

export const boxesOf = (root: ParentNode): HTMLInputElement[] => [
  ...root.querySelectorAll<HTMLInputElement>(`input[form="${BULK_FORM}"][name="userId"]`),
]

/** With the one in the header. */
export const allBoxesOf = (root: ParentNode): HTMLInputElement[] => [
  ...root.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][form="${BULK_FORM}"]`),
]

export const selectedIds = (root: ParentNode): string[] =>
  boxesOf(root).flatMap(({ checked, value }) => (checked ? [value] : []))
