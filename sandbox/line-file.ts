import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

/** A file of lines, each of them wholly there or not at all: also when the process is killed, or the disk is full, in the midst of one. */
export class LineFile {
  readonly #path: string
  #file: number
  #size: number
  #isClosed = false

  constructor(path: string) {
    this.#path = path
    cutHalfLine(path)
    this.#file = openSync(path, 'a', 0o600)
    this.#size = statSync(path).size
  }

  read(): string[] {
    return readFileSync(this.#path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  }

  /** @throws it cannot be written; nothing of it is there then */
  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`)
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written)
    } catch (error) {
      // Behind half a line the next one would be none either.
      ftruncateSync(this.#file, this.#size)
      throw error
    }
    this.#size += bytes.length
  }

  /** Puts these in place of everything there is. */
  replace(lines: readonly string[]): void {
    writeFileSync(`${this.#path}.new`, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
    closeSync(this.#file)
    renameSync(`${this.#path}.new`, this.#path)
    this.#file = openSync(this.#path, 'a', 0o600)
    this.#size = statSync(this.#path).size
  }

  /** Once is enough: the number of a closed file may be another file's by then. */
  close(): void {
    if (!this.#isClosed) closeSync(this.#file)
    this.#isClosed = true
  }
}

/** A line that was cut off when the process was killed stands for something that nobody was told of. */
function cutHalfLine(path: string): void {
  if (!existsSync(path)) return
  const bytes = readFileSync(path)
  const whole = bytes.lastIndexOf(10) + 1
  if (whole < bytes.length) truncateSync(path, whole)
}
