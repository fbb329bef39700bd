import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sql } from './connect.ts'

/** The migrations this database still lacks, oldest first; looks only. */
export async function pendingMigrations(sql: Sql, folder = join(import.meta.dirname, 'migrations')): Promise<string[]> {
  const known = (await readdir(folder)).filter((file) => file.endsWith('.sql')).map((file) => file.replace(/\.sql$/, ''))
  const [table] = await sql<{ found: boolean }[]>`select to_regclass('migration') is not null as found`
  const applied = table?.found ? await sql<{ name: string }[]>`select name from migration` : []
  return known.filter((name) => !applied.some((row) => row.name === name)).sort()
}
