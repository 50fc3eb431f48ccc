export function anyPort(): number
