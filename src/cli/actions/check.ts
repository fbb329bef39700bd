import { alertTargets } from '../../alert-targets.ts'
import { patiently } from '../../channels/dataverse/patiently.ts'
import { configuredInterfaces } from '../../configured-interfaces.ts'
import { connectReceivers } from '../../connect-receivers.ts'
import { createLog } from '../../create-log.ts'
import { problemsOf } from '../../interfaces/check.ts'
import type { Finding } from '../../message/finding.ts'
import { neededTables } from '../../needed-tables.ts'
import { cannotUse, isUnfit } from '../../open-database.ts'
import type { Settings } from '../../settings/settings.ts'
import { connect } from '../../store/connect.ts'
import { pendingMigrations } from '../../store/pending-migrations.ts'
import { serverOf } from '../../store/server-of.ts'
import { checkFiles } from '../check-files.ts'
import { checkSignIn } from '../check-sign-in.ts'
import { CommandFailed, triedOnce } from '../exit.ts'
import { settingsFor } from '../settings-for.ts'

/** Says a line each. @throws {CommandFailed} something must be put right first */
export async function check({ demo }: { demo?: boolean }): Promise<void> {
  const settings = await settingsFor(demo)
  const wrong = [
    say({ ok: true, text: `The settings${ofEnvironment(settings)} are complete` }),
    say(await checkDatabase(settings)),
    ...(await checkInterfaces(settings)).map(say),
    ...(await checkAlerts(settings)).map(say),
    ...(await checkFiles(settings)).map(say),
    ...(await checkSignIn(settings)).map(say),
    ...(await checkDynamics(settings)).map(say),
  ].filter(({ ok }) => !ok)
  if (wrong.length > 0) throw new CommandFailed(`\n${wrong.length} of these must be put right first`)
}

function ofEnvironment({ environment }: Settings): string {
  return environment === undefined ? '' : ` of the environment ${environment}`
}

function say(line: Finding): Finding {
  console.log(`${line.isWarning ? '!' : line.ok ? '✓' : '✗'} ${triedOnce(line.text)}`)
  return line
}

async function checkDatabase({ databaseUrl, dataFolder }: Settings): Promise<Finding> {
  if (databaseUrl === undefined) return { ok: true, text: `The database is a PostgreSQL of our own in ${dataFolder}` }
  const sql = connect(databaseUrl, { max: 1 })
  try {
    const { version, unfit } = await serverOf(sql)
    if (unfit !== undefined) return { ok: false, text: isUnfit(version, unfit) }
    const pending = await pendingMigrations(sql)
    if (pending.length === 0) return { ok: true, text: `The database is PostgreSQL ${version} and up to date` }
    return { ok: false, text: `The database lacks ${pending.join(', ')}: run npx landbridge migrate (start does it too)` }
  } catch (error) {
    return { ok: false, text: cannotUse(error) }
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function checkInterfaces(settings: Settings): Promise<Finding[]> {
  const interfaces = [...(await configuredInterfaces(settings)).values()]
  const problems = (await Promise.all(interfaces.map(problemsOf))).flat()
  if (problems.length > 0) return problems.map((text) => ({ ok: false, text }))
  return [{ ok: true, text: `Interfaces: ${interfaces.map(({ title }) => title).join(', ')}` }]
}

/** What would be told to nobody is no reason not to start. */
async function checkAlerts(settings: Settings): Promise<Finding[]> {
  const { targets, untold } = alertTargets(settings, (await configuredInterfaces(settings)).keys())
  const told = targets.map(({ name, to }) => `${name} (${to})`).join(', ')
  return [
    ...(targets.length === 0 ? [] : [{ ok: true, text: `Of trouble is told: ${told}` }]),
    ...untold.map((text) => ({ ok: true, isWarning: true, text })),
  ]
}

/** Each Dynamics 365 environment; of several each line begins with the name. */
async function checkDynamics(settings: Settings): Promise<Finding[]> {
  const receivers = [...connectReceivers(settings, createLog({ logLevel: 'silent' }))]
  try {
    const lines = receivers.map(async ([name, { channel }]) => {
      const found = await channel.check(await neededTables(settings, name), patiently(console.error))
      return receivers.length === 1 ? found : found.map((one) => ({ ...one, text: `${name}: ${one.text}` }))
    })
    return (await Promise.all(lines)).flat()
  } finally {
    await Promise.all(receivers.map(([, { channel }]) => channel.close()))
  }
}
