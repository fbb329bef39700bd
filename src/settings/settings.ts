import { type Alerts, revealAlerts } from './alerts.ts'
import { type Credential, revealCredential } from './credential.ts'
import { demoProject } from './demo-project.ts'
import { type Place, readPlace } from './place.ts'
import type { Project } from './project.ts'
import { readProject } from './read-project.ts'
import { demoSecretIn, type Revealed, reveal } from './secret.ts'
import { type RevealedSender, revealSender } from './sender.ts'
import { SettingsError } from './settings-error.ts'
import { revealSignIn, type SignIn } from './sign-in.ts'
import { assertServerCertificate } from './tls.ts'

export type Settings = Place &
  Omit<Project, 'senders' | 'users' | 'answers' | 'alerts' | 'signIn' | 'dataverse' | 'receivers'> & {
    demo: boolean
    /** The environment in use, where the config file has several. */
    environment: string | undefined
    senders: RevealedSender[]
    users: Revealed<Project['users'][number]>[]
    answers: Revealed<Project['answers'][number]>[]
    alerts: Alerts
    signIn?: SignIn | undefined
    dataverse: Environment
    receivers: Record<string, Environment>
  }

type Environment = Omit<Project['dataverse'], 'credential' | 'furtherCredentials' | 'bulkMessages'> & {
  credential: Credential
  furtherCredentials?: Credential[] | undefined
  bulkMessages?: boolean
}

function revealed(environment: Project['dataverse'], setting: string): Environment {
  return {
    ...environment,
    credential: revealCredential(environment.credential, `${setting}.credential`),
    furtherCredentials: environment.furtherCredentials?.map((further, index) =>
      revealCredential(further, `${setting}.furtherCredentials.${index}`),
    ),
  }
}

/**
 * Every setting of Landbridge, read and checked in one place. The environment overrides `landbridge.config.ts`; secrets are only ever
 * named there, see `secret`.
 * @throws {SettingsError} naming the setting that is wrong or missing
 */
export async function readSettings(mode: 'configured' | 'demo'): Promise<Settings> {
  const place = readPlace()
  const project = mode === 'demo' ? { ...demoProject(place), environment: undefined } : await readProject()
  const demoSecret = mode === 'demo' ? undefined : demoSecretIn(project)
  if (demoSecret !== undefined)
    throw new SettingsError(`${demoSecret} is the demo's; name a secret of your own in landbridge.config.ts`)
  assertServerCertificate(project.tls)
  return {
    ...place,
    ...project,
    demo: mode === 'demo',
    senders: project.senders.map(revealSender),
    users: project.users.map((user) => ({ ...user, password: reveal(user.password) })),
    answers: project.answers.map((answers) => ({ ...answers, password: reveal(answers.password) })),
    alerts: revealAlerts(project.alerts),
    signIn: revealSignIn(project.signIn),
    dataverse: revealed(project.dataverse, 'dataverse'),
    receivers: Object.fromEntries(
      Object.entries(project.receivers).map(([name, one]) => [name, revealed(one, `receivers.${name}`)]),
    ),
  }
}
