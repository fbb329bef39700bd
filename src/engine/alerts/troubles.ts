import type { ISql as Sql } from 'postgres'
import type { Credential, Trouble } from '../../message/alert.ts'
import { answerChannelName } from '../../message/answer.ts'
import { partsOf } from '../../message/object-key.ts'
import { type AnswerBacklog, readAnswerBacklogs } from '../../store/answer-backlog.ts'
import { readApiTokens } from '../../store/api-tokens.ts'
import { heldByInterface, oldestWaitingByInterface } from '../../store/backlog.ts'
import { readChannels } from '../../store/channel-state.ts'
import { sumFigures } from '../../store/figures.ts'
import { readPauses } from '../../store/pauses.ts'
import { refusedSenders } from '../../store/refusals.ts'

export interface AlertRules {
  readonly held: boolean
  readonly paused: boolean
  readonly backlogMinutes: number | false
  readonly answersMinutes: number | false
  readonly errorPercent: number | false
  readonly credentialDays: number | false
  readonly refused: boolean
  /** Not found by a look into the database: `DatabaseAlert`. */
  readonly database: boolean
}

/** Where nobody is to be told of anything. */
export const noRules: AlertRules = {
  held: false,
  paused: false,
  backlogMinutes: false,
  answersMinutes: false,
  errorPercent: false,
  credentialDays: false,
  refused: false,
  database: false,
}

interface Needs {
  readonly sql: Sql
  readonly rules: AlertRules
  /** The credentials of the settings whose end is known. */
  readonly credentials: () => readonly Credential[]
}

/** All trouble there is now, by the rules that are on. */
export async function findTroubles(needs: Needs): Promise<Trouble[]> {
  const rules = [held, paused, backlog, answers, errors, expiring, expiringTokens, refused]
  return (await Promise.all(rules.map((find) => find(needs)))).flat()
}

async function held({ sql, rules }: Needs): Promise<Trouble[]> {
  if (!rules.held) return []
  return (await heldByInterface(sql)).map(({ interface: subject, count, reason }) => ({
    rule: 'held',
    subject,
    text: `${count === 1 ? '1 delivery is' : `${count} deliveries are`} held in ${subject}: ${reason ?? 'see the messages'}`,
    about: { interface: subject },
  }))
}

async function paused({ sql, rules }: Needs): Promise<Trouble[]> {
  if (!rules.paused) return []
  const byPeople = (await readPauses(sql)).map(
    ({ kind, name, who, reason }): Trouble => ({
      rule: 'paused',
      subject: `${kind}/${name}`,
      text: `The ${kind} ${name} was paused by ${who}: ${reason}`,
      about: kind === 'interface' ? { interface: name } : { channel: name },
    }),
  )
  const byThemselves = (await readChannels(sql)).flatMap(({ channel, pausedReason }): Trouble[] => {
    const subject = `channel/${channel}`
    if (pausedReason === null || byPeople.some((trouble) => trouble.subject === subject)) return []
    return [{ rule: 'paused', subject, text: `The channel ${channel} is paused: ${pausedReason}`, about: { channel } }]
  })
  return [...byPeople, ...byThemselves]
}

async function backlog({ sql, rules: { backlogMinutes } }: Needs): Promise<Trouble[]> {
  if (backlogMinutes === false) return []
  const oldest = await oldestWaitingByInterface(sql, new Date(Date.now() - backlogMinutes * 60_000))
  return oldest.map(({ objectKey, messageId, since }): Trouble => {
    const subject = partsOf(objectKey).interfaceName
    const text = `${objectKey} waits since ${since.toISOString()}, longer than ${backlogMinutes} minutes; message ${messageId} says why`
    return { rule: 'backlog', subject, text, about: { interface: subject } }
  })
}

/** Each system over each channel is a trouble of its own. */
async function answers({ sql, rules: { answersMinutes } }: Needs): Promise<Trouble[]> {
  if (answersMinutes === false) return []
  return (await readAnswerBacklogs(sql)).flatMap(({ system, kind, waiting, refused, since, failure }): Trouble[] => {
    if (since === null || Date.now() - since.getTime() < answersMinutes * 60_000) return []
    const channel = answerChannelName({ kind })
    const why = whyNotAnswered({ failure, isAllRefused: refused === waiting })
    const text = `Answers to ${system} (${channel}) wait, the oldest since ${since.toISOString()}, longer than ${answersMinutes} minutes; ${waiting} in all: ${why}`
    return [{ rule: 'answers', subject: `${channel}/${system}`, text, about: { channel } }]
  })
}

function whyNotAnswered({ failure, isAllRefused }: Pick<AnswerBacklog, 'failure'> & { isAllRefused: boolean }): string {
  if (failure === null) return 'nothing was tried yet; the logs of the nodes say why'
  return isAllRefused
    ? `${failure.reason}. Put it right in SAP, and they go out by themselves; what SAP will never take is given up on the page Channels`
    : `${failure.reason}. Put it right in SAP or in answers of landbridge.config.ts; they go out by themselves then, and the channel's test says whether SAP lets us in`
}

const errorMinutes = 15
const fewestTries = 20

async function errors({ sql, rules: { errorPercent } }: Needs): Promise<Trouble[]> {
  if (errorPercent === false) return []
  const sums = Map.groupBy(await sumFigures(sql, new Date(Date.now() - errorMinutes * 60_000)), (figure) => figure.interface)
  return [...sums].flatMap(([subject, figures]): Trouble[] => {
    const sum = (name: string) => figures.find((figure) => figure.name === name)?.count ?? 0
    const [tried, failed] = [sum('tried'), sum('failed')]
    if (tried < fewestTries || failed * 100 < tried * errorPercent) return []
    const text = `${failed} of ${tried} tries of ${subject} failed within ${errorMinutes} minutes; the messages that wait or are held say why`
    return [{ rule: 'errors', subject, text, about: { interface: subject } }]
  })
}

async function expiring({ rules: { credentialDays }, credentials }: Needs): Promise<Trouble[]> {
  if (credentialDays === false) return []
  return credentials().flatMap(({ subject, of, about, end }): Trouble[] => {
    const days = daysUntil(end)
    if (days >= credentialDays) return []
    const when = days < 0 ? `ended on ${end.toISOString().slice(0, 10)}` : `ends on ${end.toISOString().slice(0, 10)}`
    return [
      {
        rule: 'credential',
        subject,
        text: `The credential of ${of} ${when}; make a new one and set it`,
        about,
      },
    ]
  })
}

/** Of tokens that programs use; those that nobody used for a month may end in peace. */
async function expiringTokens({ sql, rules: { credentialDays } }: Needs): Promise<Trouble[]> {
  if (credentialDays === false) return []
  return (await readApiTokens(sql)).flatMap(({ name, createdAt, expiresAt, usedAt }): Trouble[] => {
    const days = daysUntil(expiresAt)
    // One that was made for a week is no trouble at once.
    const life = (expiresAt.getTime() - createdAt.getTime()) / dayMilliseconds
    const isUsed = usedAt !== null && daysUntil(usedAt) >= -30
    if (!isUsed || days < 0 || days >= Math.min(credentialDays, life / 2)) return []
    const day = expiresAt.toISOString().slice(0, 10)
    const text = `The API token ${name} ends on ${day}; make a new one and give it to its program`
    return [{ rule: 'credential', subject: `token/${name}`, text, about: {} }]
  })
}

const refusedMinutes = 15

/** Of senders the settings name; who else knocks is on the page, and wakes nobody. */
async function refused({ sql, rules }: Needs): Promise<Trouble[]> {
  if (!rules.refused) return []
  const found = await refusedSenders(sql, new Date(Date.now() - refusedMinutes * 60_000))
  return found.map(({ channel, of, status, reason }) => {
    const text =
      status === null
        ? `What ${of} sent to ${channel} was refused and is not stored: ${reason}`
        : `What ${of} sent to ${channel} was refused (${status}) and is not stored: ${reason}`
    return { rule: 'refused', subject: `${channel}/${of}`, text, about: { channel } }
  })
}

const dayMilliseconds = 86_400_000

function daysUntil(end: Date): number {
  return Math.floor((end.getTime() - Date.now()) / dayMilliseconds)
}
