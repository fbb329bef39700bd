import { join } from 'node:path'
import type { Settings } from '../settings/settings.ts'
import { freePort } from '../store/embedded/free-port.ts'
import { type Child, startChild } from './child.ts'
import { withDataFolder } from './serve.ts'

/** Runs `work` while the sandboxes' part of the data folder is ours; a Landbridge may use the rest. */
export function withSandboxes({ dataFolder }: Settings, work: () => Promise<void>): Promise<void> {
  return withDataFolder(join(dataFolder, 'sandbox'), work)
}

/** The sandbox Dynamics 365, with its state in the data folder. */
export function startSandboxDynamics({ sandboxDataversePort, dataFolder }: Settings): Promise<Child> {
  return startChild('sandbox Dynamics 365', 'sandbox/dataverse/main.ts', {
    portSetting: 'SANDBOX_DATAVERSE_PORT',
    port: String(sandboxDataversePort),
    data: dataFolder,
  })
}

/** The sandbox S/4HANA, which sends to `target`. */
export function startSandboxS4hana(settings: Settings, target: string): Promise<Child> {
  return startChild('sandbox S/4HANA', 'sandbox/s4hana/main.ts', {
    portSetting: 'SANDBOX_S4HANA_PORT',
    port: String(settings.sandboxS4hanaPort),
    data: settings.dataFolder,
    target,
    documents: settings.demoDocuments ? 'yes' : 'no',
  })
}

/** The settings with the port the sandbox really got; they differ when a free one was asked for (0). */
export function withDynamicsPort(settings: Settings, port: number): Settings {
  const url = `https://localhost:${port}`
  const { dataverse } = settings
  const credential =
    dataverse.credential.kind === 'secret' ? { ...dataverse.credential, authorityHost: url } : dataverse.credential
  return { ...settings, sandboxDataversePort: port, dataverse: { ...dataverse, url, credential } }
}

/** The settings with the port of the sandbox S/4HANA decided: it is answered there, so it must be known before it starts. */
export async function withS4hanaPort(settings: Settings): Promise<Settings> {
  const port = settings.sandboxS4hanaPort === 0 ? await freePort() : settings.sandboxS4hanaPort
  const answers = settings.answers.map((one) => ({ ...one, url: Object.assign(new URL(one.url), { port: String(port) }).href }))
  return { ...settings, sandboxS4hanaPort: port, answers }
}
