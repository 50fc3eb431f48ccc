import { databaseUrls } from '../infra/database-urls.mjs'
import { readSecrets } from '../infra/secrets.mjs'
import { migrate } from '../migrate.mjs'
import { withOwnerUrl } from './local-database.mjs'

export async function runMigrate({ output }) {
  const applied = await withOwnerUrl(
    (ownerUrl) => migrate(databaseUrls(ownerUrl, process.env, readSecrets().postgres)),
    { canCreate: true },
  )
  output.result({ applied }, applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date')
}
