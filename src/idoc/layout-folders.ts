import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { layoutFor, type SegmentLayout, type SegmentLayouts } from './segment-layouts.ts'
import { readWe60 } from './we60.ts'

/**
 * The segment layouts of folders with WE60 files. A file that is put there later is seen when a segment is asked for that the others
 * do not know, so that nobody has to start anything again.
 */
export class LayoutFolders implements SegmentLayouts {
  #folders: ReadonlySet<string> = new Set()
  #layouts: ReadonlyMap<string, SegmentLayout> = new Map()
  #seen = ''
  #readAt = Number.NEGATIVE_INFINITY

  /** Adds a folder. @throws {Error} naming the file that cannot be read or is no WE60 file, or two that contradict each other */
  add(folder: string) {
    const before = this.#folders
    this.#folders = new Set([...before, folder])
    try {
      this.#read()
    } catch (error) {
      this.#folders = before
      throw error
    }
  }

  get place(): string {
    const save =
      "Save its documentation (transaction WE60, Documentation, Parser) as a file in the folder that 'metadata' of 'files' names"
    const folders = [...this.#folders].join(', ')
    return `${save}${folders === '' ? ' in landbridge.config.ts' : `: ${folders}`}.`
  }

  find(definition: string): SegmentLayout | undefined {
    const known = layoutFor(this.#layouts, definition)
    if (known?.definition === definition) return known
    // Another release will do; whether its own was put there meanwhile is not worth a look for every line of a file.
    if (known && performance.now() - this.#readAt < 1000) return known
    this.#read()
    return layoutFor(this.#layouts, definition)
  }

  /** Keeps what it had when anything is wrong with what it finds. */
  #read() {
    this.#readAt = performance.now()
    const files = [...this.#folders].flatMap(filesIn)
    const seen = JSON.stringify(files)
    if (seen === this.#seen) return
    this.#layouts = merged(files.map(({ path }) => ({ path, layouts: layoutsIn(path) })))
    this.#seen = seen
  }
}

/** The layouts this process cuts stored flat IDocs by: what a message says must not depend on which channel of which node took it. */
export const knownLayouts = new LayoutFolders()

interface LayoutFile {
  readonly path: string
  readonly changed: number
  readonly size: number
}

function filesIn(folder: string): LayoutFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !/^\.|\.md$/i.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort()
    .map((path) => {
      const { mtimeMs, size } = statSync(path)
      return { path, changed: mtimeMs, size }
    })
}

function layoutsIn(path: string): SegmentLayout[] {
  const bytes = readFileSync(path)
  try {
    // What matters is ASCII in every encoding SAP GUI saves in, but for UTF-16.
    return readWe60(
      bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'latin1').replace(/^\ufeff|^\u00ef\u00bb\u00bf/, ''),
    )
  } catch (cause) {
    throw new Error(`${path} is no WE60 parser file: ${(cause as Error).message}`, { cause })
  }
}

/** IDoc types share segments, so files may say the same thing twice; never two things. */
function merged(files: readonly { path: string; layouts: readonly SegmentLayout[] }[]): ReadonlyMap<string, SegmentLayout> {
  const all = new Map<string, { path: string; layout: SegmentLayout }>()
  for (const { path, layouts } of files) {
    for (const layout of layouts) {
      const { definition } = layout
      const other = all.get(definition)
      if (other && JSON.stringify(other.layout) !== JSON.stringify(layout)) {
        throw new Error(`${other.path} and ${path} describe segment ${definition} differently; keep the one that is right`)
      }
      if (!other) all.set(definition, { path, layout })
    }
  }
  return new Map([...all].map(([definition, { layout }]) => [definition, layout]))
}
