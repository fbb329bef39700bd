import { lstat } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Accept, Accepted } from '../../message/arrival.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import type { Refused } from '../../message/refusal.ts'
import { arrivalsOf, type FileLimits } from './arrivals.ts'
import { type ClaimedFile, claimFile } from './claim-file.ts'
import { type FoundFile, filesIn } from './files-in.ts'
import { type Folders, mendFolders } from './folders.ts'
import { NodeSign } from './node-sign.ts'
import { numberIn } from './number-in.ts'
import { isGone, reasonOf } from './outcome.ts'
import { putToDone, putToFailed } from './put-away.ts'
import { Still } from './still.ts'

export interface Pace {
  readonly lookEveryMs: number
  /** A file that nobody wrote to for so long is finished. */
  readonly finishedAfterMs: number
  /** A file in `work` whose node was not heard of for so long is anybody's. */
  readonly abandonedAfterMs: number
}

interface WatchNeeds extends FileLimits {
  readonly accept: Accept
  readonly refused: Refused
  readonly log: Logger
}

/** One node's watch over a folder. */
export class Watch {
  readonly #folders: Folders
  readonly #pace: Pace
  readonly #needs: WatchNeeds
  readonly #sign: NodeSign
  readonly #inbox = new Still()
  readonly #work = new Still()
  /** Taken, and not through with: what is in hand, or waits for the store to come back. */
  readonly #ours = new Map<string, ClaimedFile>()
  readonly #complaints = new Set<string>()
  #complained = false

  constructor(folders: Folders, pace: Pace, needs: WatchNeeds) {
    this.#folders = folders
    this.#pace = pace
    this.#needs = needs
    this.#sign = new NodeSign(folders)
  }

  /** Takes what is there to take, one file after the other. Gives the milliseconds until it is worth to look again. */
  async look(stopped: AbortSignal): Promise<number> {
    this.#complained = false
    try {
      await mendFolders(this.#folders)
      for (const file of [...this.#ours.values()]) if (!stopped.aborted) await this.#take(file)
      await this.#claimAndTake('work', await this.#abandoned(), stopped)
      await this.#claimAndTake('inbox', await this.#finished(), stopped)
      if (!this.#complained) this.#complaints.clear()
      return this.#pace.lookEveryMs
    } catch (error) {
      this.#complain(error as Error)
      return error instanceof Unavailable ? (error.retryAfter ?? this.#pace.lookEveryMs * 5) : this.#pace.lookEveryMs
    }
  }

  /** Lets the other nodes see that our files are in hand. */
  async stillHere(): Promise<void> {
    await this.#sign.give().catch(() => {})
  }

  async end(): Promise<void> {
    await this.#sign.takeDown().catch(() => {})
  }

  /** An empty file is given longer: some programs make it first and fill it later. */
  async #finished(): Promise<FoundFile[]> {
    const files = (await filesIn(this.#folders.inbox)).filter(({ name }) => !isTemporary(name))
    const still = this.#inbox.look(files)
    const patience = ({ stats }: FoundFile) => this.#pace.finishedAfterMs * (stats.size === 0 ? 15 : 1)
    return files.filter((file) => (still.get(file.name) ?? 0) >= patience(file))
  }

  /** Also what we let go of because it was still written to. */
  async #abandoned(): Promise<FoundFile[]> {
    const files = await filesIn(this.#folders.work)
    const still = this.#work.look(files)
    const after = this.#pace.abandonedAfterMs
    await this.#sign.clearAway(files, still, after)
    return this.#sign.leftBehind(files, still, after).filter(({ name }) => !this.#ours.has(name))
  }

  /** Each file is claimed only when it is its turn, so that other nodes can take their share. */
  async #claimAndTake(lies: 'inbox' | 'work', found: readonly FoundFile[], stopped: AbortSignal) {
    for (const { name } of found) {
      if (stopped.aborted) return
      // One that cannot be moved keeps no other from it.
      const file = await claimFile(this.#folders, this.#sign, lies, name).catch((error) => this.#complain(error))
      if (file) await this.#take(file)
    }
  }

  /** @throws the store is away, or the file could not be read or moved for now: it stays ours */
  async #take(file: ClaimedFile) {
    this.#ours.set(file.workName, file)
    const accepted = await this.#accepted(file)
    if (accepted && (await putToDone(file, this.#folders))) this.#say(file, accepted)
    this.#ours.delete(file.workName)
  }

  /** Nothing when the file is not, or no longer, ours to put to `done`. */
  async #accepted(file: ClaimedFile): Promise<readonly Accepted[] | undefined> {
    try {
      return await this.#needs.accept(arrivalsOf(file, this.#needs))
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      // Whoever still writes to it ends some time; then it rests in `work` as one that was left behind.
      if (!isGone(error) && !(await hasGrown(file))) await this.#refuse(file, reason, error)
      return undefined
    }
  }

  async #refuse(file: ClaimedFile, reason: string, error: unknown) {
    const what = { file: file.name, folder: this.#folders.inbox, reason }
    if (error instanceof Rejected) this.#needs.log.warn(what, 'A file was refused')
    else this.#needs.log.error({ ...what, error }, 'A file could not be taken')
    const document = await numberIn(file)
    if (!(await putToFailed(file, this.#folders, reason))) return
    const { inbox: sender } = this.#folders
    this.#needs.refused({ channel: 'idoc-file', sender, system: this.#needs.system, from: file.name, reason, document })
  }

  #say({ name }: ClaimedFile, accepted: readonly Accepted[]) {
    const repeated = accepted.filter((one) => one.repeated).length
    this.#needs.log.info({ file: name, folder: this.#folders.inbox, idocs: accepted.length, repeated }, 'A file was taken')
  }

  /** Once for each thing that is wrong, not at every look. */
  #complain(error: Error): undefined {
    this.#complained = true
    if (this.#complaints.has(error.message)) return
    this.#complaints.add(error.message)
    this.#needs.log.warn({ error, folder: this.#folders.inbox }, 'Files cannot be taken now; trying on')
  }
}

/** By these names programs copy files to where they are read, and give them their own when all of it is there. */
function isTemporary(name: string): boolean {
  return /^\.|~$|\.(?:tmp|temp|part|partial|filepart|crdownload|swp)$/i.test(name)
}

async function hasGrown({ path, bytes }: ClaimedFile): Promise<boolean> {
  return (await lstat(path)).size !== bytes
}
