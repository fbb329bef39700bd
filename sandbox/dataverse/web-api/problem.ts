import type { ColumnDefinition, KeyDefinition, TableDefinition } from '../definition.ts'
import { isLink, type Value } from '../row.ts'

/** An error answer of the Web API, in the words of the real service. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  /** What more is said of it when `Microsoft.PowerApps.CDS.ErrorDetails` is asked for, by name. */
  readonly details: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

/** A synchronous step said no to what was to happen. */
export class StepFailed extends Problem {
  override name = 'StepFailed'
}

export function notFoundById(table: TableDefinition, id: string): Problem {
  return new Problem(404, '0x80040217', `${table.name} With Id = ${id} Does Not Exist`)
}

export function notFoundByKey(table: TableDefinition): Problem {
  return new Problem(404, '0x80060891', `A record with the specified key values does not exist in ${table.name} entity`)
}

/** The id is taken, or what is to be new is there already. */
export function duplicateRow(): Problem {
  return new Problem(412, '0x80040237', 'A record with matching key values already exists.')
}

/** `values`: those of the row that is refused. The row that is there already is not named (recorded from the real service). */
export function duplicateKey(table: string, { name, columns }: KeyDefinition, values: Readonly<Record<string, Value>>): Problem {
  const attributes = columns.map((column) => `<${column}>${escaped(values[column])}</${column}>`)
  return new Problem(
    412,
    '0x80060892',
    `Entity Key ${name} violated. A record with the same value for ${columns.join(', ')} already exists. A duplicate record cannot be created. Select one or more unique values and try again.`,
    {
      0: name,
      1: columns.join(', '),
      DuplicateEntity: table,
      DuplicateAttributes: `<DuplicateAttributes>${attributes.join('')}</DuplicateAttributes>`,
    },
  )
}

function escaped(value: Value | undefined): string {
  const text = value === undefined ? '' : isLink(value) ? value.id : String(value)
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What is wrong in a body; `inner` is what the OData library says. */
export function badPayload({ set }: TableDefinition, inner: string): Problem {
  return badPayloadOf(set, inner)
}

export function badPayloadOf(what: string, inner: string, exception = 'Microsoft.OData.ODataException'): Problem {
  return new Problem(
    400,
    '0x80048d19',
    `Error identified in Payload provided by the user for Entity :'${what}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : ${exception}: ${inner}`,
  )
}

export function badUrl(message: string): Problem {
  return new Problem(400, '0x80060888', message)
}

/** Recorded from the real service, of rows and of definitions. */
export function noSuchOption(name: string): Problem {
  return badUrl(`The query parameter ${name} is not supported`)
}

/** The code is the one recorded from the real service since 2024; Microsoft's documentation still has 0x8006088a. */
export function noSuchSegment(segment: string): Problem {
  return new Problem(404, '0x80060888', `Resource not found for the segment '${segment}'.`)
}

export function noSuchTable(name: string): Problem {
  return new Problem(
    404,
    '0x80041102',
    `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
  )
}

/** Nothing answers to this address in that way (Microsoft: "Troubleshoot Dataverse Web API client errors"). */
export function noResource(address: string): Problem {
  return new Problem(404, '', `No HTTP resource was found that matches the request URI '${address}'.`)
}

/** Recorded from the real service: it has no code. */
export function notAllowed(method: string): Problem {
  return new Problem(405, '', `The requested resource does not support http method '${method}'.`)
}

export function noSuchProperty(name: string, table: TableDefinition): Problem {
  return badUrl(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table.name}'.`)
}

/** `code` tells whole numbers (0x8004432F) from decimals (0x80044330). */
export function outOfRange(code: string, table: TableDefinition, { name, min, max }: ColumnDefinition, value: string): Problem {
  return new Problem(
    400,
    code,
    `A validation error occurred. The value of '${name}' on record of type '${table.name}' is outside the valid range. Value: ${value}, Minimum: ${min}, Maximum: ${max}.`,
  )
}

export function notSupported(what: string): Problem {
  return new Problem(501, '0x80060888', `The sandbox does not do ${what}; Dynamics 365 does.`)
}
