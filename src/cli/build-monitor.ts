import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorFolder } from '../serve-monitor.ts'

const root = join(import.meta.dirname, '..', '..')

/** Builds the monitor when it was never built or its source is newer; a few seconds. Where that fails, all else still works. */
export async function buildMonitor(say: (sentence: string) => void): Promise<void> {
  if (isUpToDate()) return
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  if (!existsSync(vite)) return say('The monitor cannot be built here: install with npm ci, which brings Vite')
  say('Building the monitor …')
  // Beside, and put in its place when it is whole: several may build at once, or serve what is there.
  const draft = join(root, 'node_modules', '.cache', `monitor-${process.pid}`)
  const child = spawn(process.execPath, [vite, 'build', 'monitor', '--outDir', draft, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const words: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => words.push(bytes))
  const [code] = await once(child, 'close')
  if (code !== 0) say(`The monitor could not be built:\n${Buffer.concat(words).toString()}`)
  else putInPlace(draft)
  rmSync(draft, { recursive: true, force: true })
}

/** Nothing is put there when somebody else was quicker. */
function putInPlace(draft: string): void {
  if (isUpToDate()) return
  rmSync(monitorFolder, { recursive: true, force: true })
  try {
    renameSync(draft, monitorFolder)
  } catch (error) {
    if (!isUpToDate()) throw error
  }
}

function isUpToDate(): boolean {
  const page = join(monitorFolder, 'index.html')
  if (!existsSync(page)) return false
  const built = statSync(page).mtimeMs
  const sources = globSync('monitor/{src/**,public/**,*.{html,ts}}', { cwd: root })
  return sources.every((file) => statSync(join(root, file)).mtimeMs <= built)
}
