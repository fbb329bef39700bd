import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type postgres from 'postgres'
import { Misconfigured } from '../message/errors.ts'
import type { Sql } from './connect.ts'
import { ensurePartitions } from './partitions.ts'

/**
 * Brings the database to this program's schema and gives the names of the migrations it applied.
 * Each is one transaction, under a lock, so nodes that start at once do not disturb each other.
 * @throws {Misconfigured} an applied migration's file was changed, or the database is newer than this program
 */
export async function migrate(sql: Sql, folder = join(import.meta.dirname, 'migrations')): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const applied: string[] = []
  for (let next = await applyNext(sql, migrations); next !== undefined; next = await applyNext(sql, migrations)) {
    applied.push(next)
  }
  await ensurePartitions(sql, new Date())
  return applied
}

interface Migration {
  name: string
  text: string
  checksum: string
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file) => {
      // A checkout with CRLF line ends is the same migration.
      const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      return { name: file.replace(/\.sql$/, ''), text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** The lock lasts as long as the transaction, so a node that dies in the middle leaves neither lock nor half a schema. */
async function applyNext(sql: Sql, migrations: Migration[]): Promise<string | undefined> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('landbridge migrations', 0))`
    await tx`
      create table if not exists migration (
        name text collate "C" primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`
    const next = await firstMissing(tx, migrations)
    if (next === undefined) return undefined
    await tx.unsafe(next.text)
    await tx`insert into migration (name, checksum) values (${next.name}, ${next.checksum})`
    return next.name
  })
}

async function firstMissing(tx: postgres.TransactionSql, migrations: Migration[]): Promise<Migration | undefined> {
  const applied = await tx<{ name: string; checksum: string }[]>`select name, checksum from migration order by name`
  for (const { name, checksum } of applied) {
    const known = migrations.find((migration) => migration.name === name)
    if (known === undefined) {
      throw new Misconfigured(
        `The database holds the migration ${name}, which this program does not know: it is older than the database; start the newer one`,
      )
    }
    if (known.checksum !== checksum) {
      throw new Misconfigured(
        `The migration ${name} was changed after the database took it; restore the file and put the change into a new migration`,
      )
    }
  }
  return migrations.find(({ name }) => !applied.some((row) => row.name === name))
}
