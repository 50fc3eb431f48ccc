import type { UseFormRegisterReturn } from 'react-hook-form'

export interface GroupChoiceProps {
  legend: string
  hint?: string
  groups: readonly { id: string; name: string }[]
  registration: UseFormRegisterReturn
  error: string | undefined
}

/** Any number of groups, by tick. */
export function GroupChoice({ legend, hint, groups, registration, error }: GroupChoiceProps) {
  return (
    <fieldset>
      <legend className="font-medium">{legend}</legend>
      {hint && <p className="text-[13px] text-text-muted">{hint}</p>}
      <div className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1.5">
        {groups.map(({ id, name }) => (
          <label key={id} className="flex items-center gap-2">
            <input type="checkbox" value={id} {...registration} className="size-4 accent-accent" />
            {name}
          </label>
        ))}
      </div>
      {error && <p className="mt-1 text-[13px] text-danger">{error}</p>}
    </fieldset>
  )
}
