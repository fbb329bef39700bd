import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The embedded PostgreSQL's password, made at random once and readable by this user only; it never leaves the machine. */
export function readPassword(folder: string): string | undefined {
  const file = join(folder, 'postgres-password')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** Flushed and renamed, so that it is there before the cluster that asks for it. */
export function makePassword(folder: string): string {
  const password = randomBytes(24).toString('base64url')
  const file = join(folder, 'postgres-password')
  writeFileSync(`${file}.new`, password, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return password
}
