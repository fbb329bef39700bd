import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailed } from './exit.ts'

/** The files a name stands for: a file, a folder's .xml files, or a pattern's. @throws {CommandFailed} there is none */
export function filesIn(name: string): string[] {
  const found = statSync(name, { throwIfNoEntry: false })
  if (found === undefined) return filesLike(name)
  if (!found.isDirectory()) return [name]
  const files = globSync('**/*.xml', { cwd: name }).toSorted()
  if (files.length === 0) throw new CommandFailed(`There is no .xml file in ${name}`)
  return files.map((file) => join(name, file))
}

function filesLike(pattern: string): string[] {
  const files = /[*?[{]/.test(pattern) ? globSync(pattern).filter((file) => statSync(file).isFile()) : []
  if (files.length === 0) throw new CommandFailed(`There is no file ${pattern}`)
  return files.toSorted()
}
