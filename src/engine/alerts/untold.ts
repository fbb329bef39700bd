import { type About, type AlertRule, type AlertTarget, alertRules } from '../../message/alert.ts'
import type { ChannelNames } from '../../message/channel-names.ts'
import { isToldOf } from './told-of.ts'
import type { AlertRules } from './troubles.ts'

interface Needs {
  readonly targets: readonly AlertTarget[]
  readonly rules: AlertRules
  readonly interfaces: readonly string[]
  readonly channels: ChannelNames
}

/** What nobody would be told of, and who would be told of nothing, a sentence each. */
export function untold(needs: Needs): string[] {
  const { targets } = needs
  if (targets.length === 0) return ['Nobody is told of trouble: name an e-mail address, a Teams channel or a webhook in alerts']
  const possible = alertRules.filter((rule) => isOn[rule](needs.rules)).map((rule) => ({ rule, abouts: aboutOf[rule](needs) }))
  const idle = targets.filter(
    ({ limits }) => !possible.some(({ rule, abouts }) => abouts.some((about) => isToldOf(limits, { rule, about }))),
  )
  return [
    ...possible.flatMap(({ rule, abouts }) => sentenceOf(rule, abouts, targets)),
    ...idle.map(
      ({ name }) =>
        `${name} is told of nothing: none of its rules that is on finds trouble of its interfaces and channels; see alerts`,
    ),
  ]
}

function sentenceOf(rule: AlertRule, abouts: readonly About[], targets: readonly AlertTarget[]): string[] {
  const missing = abouts.filter((about) => !targets.some(({ limits }) => isToldOf(limits, { rule, about })))
  if (missing.length === 0) return []
  return [
    missing.length === abouts.length
      ? `Nobody is told of trouble by the rule ${rule}: add it to a target in alerts, or have a target without limits`
      : `Nobody is told of trouble by the rule ${rule} about ${missing.map(nameOf).join(', ')}: add it to a target in alerts, or have a target without limits`,
  ]
}

function nameOf(about: About): string {
  if ('interface' in about) return about.interface
  return 'channel' in about ? about.channel : 'tokens, senders, sign-in and HTTPS'
}

const isOn: Record<AlertRule, (rules: AlertRules) => boolean> = {
  held: ({ held }) => held,
  paused: ({ paused }) => paused,
  backlog: ({ backlogMinutes }) => backlogMinutes !== false,
  answers: ({ answersMinutes }) => answersMinutes !== false,
  errors: ({ errorPercent }) => errorPercent !== false,
  credential: ({ credentialDays }) => credentialDays !== false,
  refused: ({ refused }) => refused,
  database: ({ database }) => database,
}

/** What such trouble can be about. */
const aboutOf: Record<AlertRule, (needs: Needs) => About[]> = {
  held: ofInterfaces,
  paused: (needs) => [...ofInterfaces(needs), ...Object.values(needs.channels).flat().map(ofChannel)],
  backlog: ofInterfaces,
  answers: ({ channels }) => channels.answers.map(ofChannel),
  errors: ofInterfaces,
  credential: ({ channels }) => [...channels.receivers.map(ofChannel), {}],
  refused: ({ channels }) => channels.waysIn.map(ofChannel),
  database: () => [{}],
}

function ofInterfaces({ interfaces }: Needs): About[] {
  return interfaces.map((name) => ({ interface: name }))
}

function ofChannel(channel: string): About {
  return { channel }
}
