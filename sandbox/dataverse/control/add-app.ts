import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../entra/registrations.ts'
import type { Environment } from '../environment.ts'
import { administratorRoleId } from '../seeds.ts'
import { readInput } from './read-input.ts'

/** An app as somebody asks for it. Throws one sentence. */
export function readApp(input: unknown): App {
  const { clientId, secret } = readInput(schema, input, 'The app')
  return { clientId, secret, objectId: idOf('object', clientId), userId: idOf('user', clientId) }
}

/** The application user that an app is in the environment. */
export function addUserOf(environment: Pick<Environment, 'find' | 'put' | 'rowsOf'>, { clientId, userId, objectId }: App): void {
  if (userId === undefined || environment.find('systemuser', userId) !== undefined) return
  const [unit] = environment.rowsOf('businessunit')
  const at = `${new Date().toISOString().slice(0, 19)}Z`
  environment.put('systemuser', userId, {
    fullname: clientId,
    domainname: `${clientId}@sandbox.example`,
    applicationid: idOf('application', clientId),
    azureactivedirectoryobjectid: objectId,
    isdisabled: false,
    accessmode: 4,
    ...(unit === undefined ? {} : { businessunitid: { table: 'businessunit', id: unit.id } }),
    createdon: at,
    modifiedon: at,
  })
  environment.put('systemuserroles', idOf('role', clientId), { systemuserid: userId, roleid: administratorRoleId })
}

const schema = z.strictObject({ clientId: z.string().regex(/^[\w.-]{1,100}$/), secret: z.string().min(1).max(200) })

/** The same for the same client id. */
function idOf(what: string, clientId: string): string {
  const hex = createHash('sha256').update(`${what}/${clientId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
