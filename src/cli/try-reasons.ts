import { count, oneLine } from './words.ts'

/** What a reason was said of. */
interface About {
  readonly file: string
  /** Of the IDoc or XI message. */
  readonly number?: string | undefined
  readonly businessKey?: string
}

interface Reason {
  /** As it was said the first time. */
  readonly reason: string
  count: number
  /** Whether it always was the same sentence, and not only the same but for numbers and values. */
  isSame: boolean
  /** In the order they came, the first with the sentence above. */
  readonly files: Set<string>
}

/** Reasons of one kind, those that are the same but for the numbers and values of a document counted as one. */
export class Reasons {
  #count = 0
  readonly #reasons = new Map<string, Reason>()

  get count(): number {
    return this.#count
  }

  /** The most frequent first, each with all its files. */
  get all(): { reason: string; count: number; files: string[] }[] {
    return this.#sorted().map((one) => ({ reason: one.reason, count: one.count, files: [...one.files] }))
  }

  add(reason: string, about: About): void {
    this.#count++
    const kind = kindOf(reason, about)
    const known = this.#reasons.get(kind)
    if (known === undefined) {
      this.#reasons.set(kind, { reason, count: 1, isSame: true, files: new Set([about.file]) })
      return
    }
    known.count++
    known.isSame &&= known.reason === reason
    known.files.add(about.file)
  }

  /** Below the title the most frequent ones, each with its first files; nothing when there is none. */
  lines(title: string): string[] {
    const sorted = this.#sorted()
    if (sorted.length === 0) return []
    const width = (sorted[0] as Reason).count.toLocaleString('en').length
    const more = sorted.length - mostReasons
    return [
      '',
      title,
      ...sorted.slice(0, mostReasons).flatMap((one) => reasonLines(one, width)),
      ...(more > 0 ? [`  and ${count(more, 'more reason')}; --json has all`] : []),
    ]
  }

  #sorted(): Reason[] {
    return [...this.#reasons.values()].toSorted((left, right) => right.count - left.count)
  }
}

const mostReasons = 20
const mostFiles = 3

function reasonLines({ reason, count: times, isSame, files }: Reason, width: number): string[] {
  const first = [...files].slice(0, mostFiles).join(', ')
  const more = files.size - mostFiles
  return [
    `  ${times.toLocaleString('en').padStart(width)} × ${isSame ? '' : 'such as: '}${oneLine(reason)}`,
    `  ${' '.repeat(width)}   in ${first}${more > 0 ? ` and ${count(more, 'more file')}` : ''}`,
  ]
}

/** The sentence without what is of this document alone. Which code a value mapping lacks is what one wants to know, so that stays. */
function kindOf(reason: string, { number, businessKey }: About): string {
  if (reason.includes(' is not in the value mapping ')) return reason
  const own = [number, businessKey].filter((text) => text !== undefined && text !== '') as string[]
  return own
    .reduce((text, one) => text.replaceAll(` ${one} `, ' … '), reason)
    .replace(/'[^']*'/g, '…')
    .replace(/(?<![\w/])\d[\d.,]*(?![\w/])/g, '…')
}
