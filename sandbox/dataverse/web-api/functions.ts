import type { Environment } from '../environment.ts'
import { english } from './definitions/label.ts'
import { own } from './own.ts'
import { noSuchSegment, noSuchTable } from './problem.ts'
import { baseOf, jsonReply, type Reply, type WebApiRequest, wholeAddress } from './request.ts'
import { splitOutside } from './split-outside.ts'

/** What an unbound function is given, by name, as it was written: in its parentheses or by aliases. */
type Arguments = ReadonlyMap<string, string>

/** Unbound functions, by GET; each gives the members of its answer (Microsoft: "Use Web API functions"). */
export const functions: Record<string, (environment: Environment, request: WebApiRequest, given: Arguments) => object> = {
  WhoAmI: (environment, { userId }) => ({
    BusinessUnitId: environment.rowsOf('businessunit')[0]?.id,
    UserId: userId,
    OrganizationId: environment.rowsOf('organization')[0]?.id,
  }),

  RetrieveVersion: () => ({ Version: version }),

  RetrieveProvisionedLanguages: () => ({ RetrieveProvisionedLanguages: [english] }),

  /** Dynamics 365 counts once a day. */
  RetrieveTotalRecordCount(environment, _, given) {
    const names = namesIn(given.get('EntityNames') ?? '')
    for (const name of names) if (environment.table(name) === undefined) throw noSuchTable(name)
    return {
      EntityRecordCountCollection: collection(names.map((name) => [name, environment.rowsOf(name).length])),
    }
  },

  RetrieveCurrentOrganization(environment, { origin }) {
    const organization = environment.rowsOf('organization')[0]
    const name = String(organization?.values.name)
    return {
      Detail: {
        OrganizationId: organization?.id,
        FriendlyName: name,
        OrganizationVersion: version,
        EnvironmentId: '0e000000-0000-4000-8000-000000000001',
        DatacenterId: '0e000000-0000-4000-8000-000000000002',
        Geo: 'EMEA',
        TenantId: 'sandbox',
        UrlName: new URL(origin).hostname.split('.')[0],
        UniqueName: name.toLowerCase(),
        State: 'Enabled',
        Endpoints: collection([
          ['WebApplication', `${origin}/`],
          ['OrganizationService', `${origin}/XRMServices/2011/Organization.svc`],
          ['OrganizationDataService', `${origin}/XRMServices/2011/OrganizationData.svc`],
        ]),
      },
    }
  },
}

/** `text` is what stands in its parentheses. @throws {Problem} */
export function functionReply(environment: Environment, request: WebApiRequest, name: string, text: string): Reply {
  const answer = own(functions, name)
  if (answer === undefined) throw noSuchSegment(name)
  return jsonReply(200, {
    '@odata.context': `${baseOf(request)}$metadata#Microsoft.Dynamics.CRM.${name}Response`,
    ...answer(environment, request, argumentsIn(request, text)),
  })
}

const version = '9.2.24111.00000'

function argumentsIn(request: WebApiRequest, text: string): Arguments {
  const pairs = splitOutside(text, ',').map((part) => {
    const [, name, value = ''] = /^(\w+)\s*=\s*(.*)$/s.exec(part) ?? []
    if (name === undefined) throw noSuchSegment(wholeAddress(request).replace(/^.*\//, ''))
    return [name, value.startsWith('@') ? (request.query.get(value) ?? '') : value] as const
  })
  return new Map(pairs)
}

/** `['account','contact']`, or the same in JSON. */
function namesIn(list: string): string[] {
  return [...list.matchAll(/["']([^"']*)["']/g)].map(([, name = '']) => name)
}

/** How a dictionary of the organization service looks in JSON. */
function collection(entries: readonly (readonly [string, unknown])[]): object {
  return {
    Count: entries.length,
    IsReadOnly: false,
    Keys: entries.map(([key]) => key),
    Values: entries.map(([, value]) => value),
  }
}
