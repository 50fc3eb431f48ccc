import { type ClassValue, clsx } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** Class names with later Tailwind utilities winning over earlier ones. */
export const cn = (...classes: ClassValue[]): string => twMerge(clsx(classes))
