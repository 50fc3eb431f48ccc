/** Brings a database up to date: roles, migrations, views, grants. @returns the names of the migrations applied */
export function migrate(urls: { owner: string; billing: string; admin: string }): Promise<string[]>
