import { inspect } from 'node:util'

interface Ended {
  name: string
  skip?: string | boolean | undefined
  todo?: string | boolean | undefined
  details: { type?: string | undefined; passed?: boolean; error?: (Error & { failureType?: string }) | undefined }
}

interface FileSoFar {
  running: Map<string, number>
  output: string
  failed: number
}

/** Counts what passed and failed in a run of all checks, and tells it so that the failures stand at the end. */
export class Results {
  passed = 0
  failed = 0
  readonly #failures: { name: string; why: string }[] = []
  readonly #skipped: string[] = []
  readonly #files = new Map<string, FileSoFar>()

  passes(_name: string): void {
    this.passed++
  }

  fails(name: string, why: string): void {
    this.failed++
    this.#failures.push({ name, why })
  }

  line(name: string, ok: boolean, milliseconds: number): void {
    console.log(`${ok ? '✔' : '✖'} ${name} (${(milliseconds / 1000).toFixed(1)} s)`)
  }

  says(file: string, text: string): void {
    const so = this.#file(file)
    so.output = (so.output + text).slice(-8000)
  }

  begins(file: string, name: string): void {
    const { running } = this.#file(file)
    running.set(name, (running.get(name) ?? 0) + 1)
  }

  /** Suites and tests that only failed because a test within them did are not counted. */
  testEnds(file: string, shown: string, { name, skip, todo, details }: Ended): void {
    const so = this.#file(file)
    const left = (so.running.get(name) ?? 1) - 1
    if (left === 0) so.running.delete(name)
    else so.running.set(name, left)
    if (details.type === 'suite' || details.error?.failureType === 'subtestsFailed') return
    if (skip !== undefined || todo !== undefined) this.#skipped.push(`${shown}: ${name}: ${reasonOf(skip ?? todo)}`)
    else if (details.error) {
      so.failed++
      this.fails(`${shown}: ${name}`, wordsOf(details.error))
    } else this.passes(name)
  }

  /** A file may die before its tests have ended, or fail outside of them; then that is a failure by itself. Answers whether all went well. */
  fileEnds(file: string, shown: string, error: (Error & { failureType?: string }) | undefined): boolean {
    const so = this.#file(file)
    for (const name of so.running.keys()) {
      so.failed++
      this.fails(`${shown}: ${name}`, 'the file ended before this test did')
    }
    if (error && so.failed === 0) {
      so.failed++
      this.fails(shown, wordsOf(error))
    }
    return so.failed === 0
  }

  /** @param ended what ended the run, where it did not come to its end */
  print(ended?: string): void {
    if (ended !== undefined) this.#printRunning()
    for (const reason of this.#skipped) console.log(`– skipped ${reason}`)
    // What a file printed may reach us after its end, so it is told here.
    for (const [file, { failed, output }] of this.#files) {
      if (failed > 0 && output.trim() !== '') this.#failures.push({ name: `${file}, what it printed last`, why: output })
    }
    for (const { name, why } of this.#failures) console.log(`\n✖ ${name}\n${why.trimEnd().replaceAll(/^/gm, '    ')}`)
    if (this.#failures.length > 0) console.log()
    if (this.#skipped.length > 0) console.log(`${this.#skipped.length} skipped`)
    const until = ended === undefined ? '' : ` of what had ended when ${ended} came`
    console.log(`${this.passed} passed, ${this.failed} failed${until}`)
  }

  #printRunning(): void {
    for (const [file, { running }] of this.#files) {
      for (const name of running.keys()) console.log(`– not ended ${file}: ${name}`)
    }
  }

  #file(file: string): FileSoFar {
    const so = this.#files.get(file) ?? { running: new Map(), output: '', failed: 0 }
    this.#files.set(file, so)
    return so
  }
}

function reasonOf(reason: string | boolean | undefined): string {
  return typeof reason === 'string' && reason !== '' ? reason : 'no reason given'
}

/** The test's own error stands in the cause of the runner's. */
function wordsOf(error: Error): string {
  const { cause } = error
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause ?? error.message)
}
