import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

/**
 * Every setting of Landbridge, read and checked in one place; nothing else reads process.env.
 * The environment overrides `landbridge.config.ts`. Secrets are only ever named there, see `secret`.
 */
export async function readSettings(mode: 'configured' | 'demo'): Promise<Settings> {
  const place = readPlace()
  const project = mode === 'demo' ? demoProject(place) : await readProject()
  return {
    ...place,
    ...project,
    demo: mode === 'demo',
    senders: project.senders.map((sender) => ({ ...sender, password: reveal(sender.password) })),
    users: project.users.map((user) => ({ ...user, password: reveal(user.password) })),
    answers: project.answers.map((answers) => ({ ...answers, password: reveal(answers.password) })),
    dataverse: { ...project.dataverse, credential: revealCredential(project.dataverse.credential) },
  }
}

/** What a command needs that talks to a running Landbridge over HTTP. */
export function readClientSettings(): {
  url: string | undefined
  user: string
  password: string
  senderUser: string
  senderPassword: string
  dataFolder: string
  port: number
} {
  const place = readPlace()
  return {
    url: fromEnvironment('LANDBRIDGE_URL'),
    user: fromEnvironment('LANDBRIDGE_USER') ?? 'admin',
    password: fromEnvironment('LANDBRIDGE_PASSWORD') ?? 'sandbox',
    senderUser: fromEnvironment('LANDBRIDGE_SENDER_USER') ?? 'S4HCLNT100',
    senderPassword: fromEnvironment('LANDBRIDGE_SENDER_PASSWORD') ?? 'sandbox',
    dataFolder: place.dataFolder,
    port: place.port,
  }
}

/** The folder with the interfaces of a project of one's own; nothing when there is none. */
export function ownInterfaces(): string | undefined {
  const given = fromEnvironment('LANDBRIDGE_INTERFACES')
  const folder = resolve(given ?? 'interfaces')
  if (existsSync(folder)) return folder
  if (given === undefined) return undefined
  throw new SettingsError(`LANDBRIDGE_INTERFACES names '${given}', which is not there`)
}

/** The certificates of `dataverse.caFile`, PEM. @throws {SettingsError} it cannot be read */
export function readCaFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SettingsError(`dataverse.caFile names '${file}', which cannot be read: ${(error as Error).message}`)
  }
}

/** In `landbridge.config.ts`: the value comes from the environment variable `name`, or from the file that `name_FILE` names. */
export function secret(name: string): { secret: string } {
  return { secret: name }
}

/** Gives `landbridge.config.ts` its types: `export default defineConfig({ … })`. */
export function defineConfig(config: ProjectInput): ProjectInput {
  return config
}

/** A setting is wrong or missing: the start ends with exit 2 and this one sentence. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

const secretReference = z.strictObject(
  { secret: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'name of an environment variable') },
  {
    error: "must be secret('NAME_OF_VARIABLE'): secrets do not stand in the config file",
  },
)

const credential = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    tenantId: z.string().min(1),
    clientId: z.string().min(1),
    clientSecret: secretReference,
    authorityHost: z.url({ protocol: /^https$/ }).optional(),
  }),
  z.strictObject({
    kind: z.literal('certificate'),
    tenantId: z.string().min(1),
    clientId: z.string().min(1),
    certificatePath: z.string().min(1),
    authorityHost: z.url({ protocol: /^https$/ }).optional(),
  }),
  z.strictObject({ kind: z.literal('managed-identity'), clientId: z.string().optional() }),
  z.strictObject({
    kind: z.literal('workload-identity'),
    tenantId: z.string().min(1),
    clientId: z.string().min(1),
    tokenFilePath: z.string().min(1),
    authorityHost: z.url({ protocol: /^https$/ }).optional(),
  }),
])

const projectSchema = z.strictObject({
  /** Who may send IDocs, and for which logical system (SNDPRN). */
  senders: z.array(z.strictObject({ system: z.string().min(1), user: z.string().min(1), password: secretReference })).min(1),
  /** Who may use the API. */
  users: z.array(z.strictObject({ name: z.string().min(1), password: secretReference })).min(1),
  dataverse: z.strictObject({
    /** The environment, e.g. https://contoso.crm4.dynamics.com */
    url: z.url({ protocol: /^https$/ }),
    credential,
    /** PEM file of a private certificate authority to trust besides the public ones. */
    caFile: z.string().optional(),
    /** `key`: upsert by alternate key. `check`: look for the row, then create or update it, where the environment has no keys. */
    match: z.enum(['key', 'check']).default('key'),
    maxConcurrency: z.int().min(1).max(500).default(16),
    timeoutSeconds: z.int().min(1).max(600).default(120),
  }),
  /** Folders that are watched for IDoc files. */
  files: z
    .array(
      z.strictObject({
        folder: z.string().min(1),
        /** The only logical system (SNDPRN) whose IDocs are taken there; any when not given. */
        system: z.string().min(1).optional(),
        /** A folder with the WE60 parser files of the IDoc types, by which flat files are read. */
        metadata: z.string().min(1).optional(),
      }),
    )
    .default([]),
  /** Systems that are told what became of their IDocs, by a STATUS or ALEAUD IDoc. */
  answers: z
    .array(
      z.strictObject({
        system: z.string().min(1),
        /** `…/sap/bc/idoc_xml?sap-client=100`, or with `soap` `…/sap/bc/srt/idoc?sap-client=100`. */
        url: z.url({ protocol: /^https?$/ }),
        user: z.string().min(1),
        password: secretReference,
        format: z.enum(['STATUS', 'ALEAUD']).default('STATUS'),
        soap: z.boolean().default(false),
        /** Our logical system and port, as in SAP's partner profile (WE20) and port definition (WE21). */
        logicalSystem: z.string().min(1).default('LANDBRIDGE'),
        port: z.string().min(1).default('LANDBRIDGE'),
        /** SAP's own port: SAP and the system id, e.g. `SAPS4H`. */
        receiverPort: z.string().min(1),
        /** Only these interfaces' documents are answered; all when empty. */
        interfaces: z.array(z.string()).default([]),
        timeoutMs: z.int().min(100).default(30_000),
      }),
    )
    .default([]),
  /** Largest packet taken, bytes. */
  maxPacketBytes: z
    .int()
    .min(1024)
    .default(1024 * 1024 * 1024),
  /** Largest single IDoc taken, bytes; it is held in memory. */
  maxIdocBytes: z
    .int()
    .min(1024)
    .default(64 * 1024 * 1024),
})

type ProjectInput = z.input<typeof projectSchema>
type Project = z.output<typeof projectSchema>
type Revealed<T> = T extends { secret: string } ? string : { [K in keyof T]: Revealed<T[K]> }
type Place = ReturnType<typeof readPlace>

export type Credential = Revealed<z.output<typeof credential>>
export type Settings = Place &
  Omit<Project, 'senders' | 'users' | 'answers' | 'dataverse'> & {
    demo: boolean
    senders: { system: string; user: string; password: string }[]
    users: { name: string; password: string }[]
    answers: Revealed<Project['answers'][number]>[]
    dataverse: Omit<Project['dataverse'], 'credential'> & { credential: Credential }
  }

const port = z.coerce.number('must be a port, 0 to 65535; 0 takes a free one').int().min(0).max(65_535)

function readPlace() {
  return {
    host: setting('LANDBRIDGE_HOST', z.string().min(1), '127.0.0.1'),
    port: setting('LANDBRIDGE_PORT', port, '8080'),
    dataFolder: resolve(setting('LANDBRIDGE_DATA', z.string().min(1), '.landbridge')),
    databaseUrl: databaseUrl(),
    logLevel: setting('LOG_LEVEL', z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
    sandboxDataversePort: setting('SANDBOX_DATAVERSE_PORT', port, '8443'),
    sandboxS4hanaPort: setting('SANDBOX_S4HANA_PORT', port, '8090'),
    demoDocuments: setting('LANDBRIDGE_DEMO_DOCUMENTS', z.enum(['yes', 'no']), 'yes') === 'yes',
  }
}

function databaseUrl(): string | undefined {
  const url = fromEnvironment('DATABASE_URL')
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new SettingsError('DATABASE_URL must look like postgres://user:password@host:5432/database')
  }
  return url
}

function setting<T>(name: string, schema: z.ZodType<T>, fallback: string): T {
  const text = fromEnvironment(name) ?? fallback
  const read = schema.safeParse(text)
  if (read.success) return read.data
  throw new SettingsError(`${name} is '${text}': ${read.error.issues[0]?.message ?? 'not usable'}`)
}

/** An empty variable counts as not set; `NAME_FILE` names a file that holds the value. */
function fromEnvironment(name: string): string | undefined {
  const value = process.env[name]
  if (value !== undefined && value !== '') return value
  const file = process.env[`${name}_FILE`]
  if (file === undefined || file === '') return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`${name}_FILE names '${file}', which cannot be read: ${(error as Error).message}`)
  }
}

async function readProject(): Promise<Project> {
  const file = resolve(fromEnvironment('LANDBRIDGE_CONFIG') ?? 'landbridge.config.ts')
  if (!existsSync(file)) {
    throw new SettingsError(`There is no ${file}; copy landbridge.config.example.ts, or try the sandbox with npm start`)
  }
  const { default: config } = await import(pathToFileURL(file).href).catch((error: Error) => {
    throw new SettingsError(`${file} cannot be read: ${error.message}`)
  })
  const read = projectSchema.safeParse(config)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new SettingsError(`${issue?.path.join('.') || 'the default export'} in ${file}: ${issue?.message}`)
}

function reveal(reference: { secret: string }): string {
  const value = demoSecrets[reference.secret] ?? fromEnvironment(reference.secret)
  if (value === undefined)
    throw new SettingsError(`The secret ${reference.secret} is not set; set it or ${reference.secret}_FILE`)
  return value
}

function revealCredential(found: z.output<typeof credential>): Credential {
  return found.kind === 'secret' ? { ...found, clientSecret: reveal(found.clientSecret) } : found
}

/** The sandbox's public credentials; they open nothing else. */
const demoSecrets: Record<string, string> = { DEMO_PASSWORD: 'sandbox', DEMO_CLIENT_SECRET: 'landbridge-secret' }

function demoProject(place: Place): Project {
  const url = `https://localhost:${place.sandboxDataversePort}`
  return projectSchema.parse({
    senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password: secret('DEMO_PASSWORD') }],
    users: [{ name: 'admin', password: secret('DEMO_PASSWORD') }],
    answers: [
      {
        system: 'S4HCLNT100',
        url: `http://127.0.0.1:${place.sandboxS4hanaPort}/sap/bc/idoc_xml?sap-client=100`,
        user: 'LANDBRIDGE',
        password: secret('DEMO_PASSWORD'),
        receiverPort: 'SAPS4H',
      },
    ],
    dataverse: {
      url,
      caFile: resolve(place.dataFolder, 'sandbox-ca.pem'),
      credential: {
        kind: 'secret',
        tenantId: 'sandbox',
        clientId: 'landbridge',
        clientSecret: secret('DEMO_CLIENT_SECRET'),
        authorityHost: url,
      },
    },
  } satisfies ProjectInput)
}
