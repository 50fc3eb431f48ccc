/** The mark and the name. */
export function Brand({ isCompact }: { isCompact?: boolean }) {
  return (
    <span className="flex items-center gap-2 font-semibold">
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-6 shrink-0">
        <rect width="32" height="32" rx="7" className="fill-accent" />
        <path d="M7 10h18M7 16h11M7 22h6" className="stroke-on-accent" strokeWidth="3" strokeLinecap="round" />
        <circle cx="23" cy="20.5" r="3.5" className="fill-on-accent" />
      </svg>
      <span className={isCompact ? 'max-lg:sr-only' : undefined}>Tollgate</span>
    </span>
  )
}
