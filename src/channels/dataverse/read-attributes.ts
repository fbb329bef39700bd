import { list } from './definition.ts'
import { objectOf } from './read-answer.ts'
import type { WebApi } from './web-api.ts'

/** Facts of a definition, by their names. */
export type Facts = Readonly<Record<string, unknown>>

/**
 * What an environment says of a table's columns of one type, such as `String` (Microsoft: "Query table definitions using the Web API"); of choices
 * their options, see `optionsIn`. @throws {IntegrationError} it cannot be read
 */
export async function readAttributes(api: WebApi, table: string, type: string, select: readonly string[]): Promise<Facts[]> {
  const subject = { table, isSetup: true }
  const query = [
    `$select=${['LogicalName', ...select].join(',')}`,
    ...(type === 'Picklist' ? ['$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)'] : []),
  ]
  const path = `EntityDefinitions(LogicalName='${table}')/Attributes/Microsoft.Dynamics.CRM.${type}AttributeMetadata?${query.join('&')}`
  return list(objectOf(await api.send({ method: 'GET', path, subject }), subject).value)
}

/** A column's own options, or those it shares with others. */
export function optionsIn({ OptionSet, GlobalOptionSet }: Facts): Facts[] {
  return list(((OptionSet ?? GlobalOptionSet ?? {}) as Facts).Options)
}
