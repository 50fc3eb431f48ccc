/** Three roles, three URLs; see database-urls.mjs. */
export function databaseUrls(
  owner: string,
  env: Record<string, string | undefined>,
  passwords: { tollgate_billing: string; tollgate_admin: string },
): { owner: string; billing: string; admin: string }
