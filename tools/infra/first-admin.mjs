import pg from 'pg'

/** Whether anybody has the role `root`. @param ownerUrl the owner's URL, after the migrations */
export async function hasAdministrator(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query("SELECT FROM app_user WHERE role = 'root' AND deleted_at IS NULL LIMIT 1")
    return rowCount === 1
  } finally {
    await client.end()
  }
}
