import type { Table } from '../../message/table.ts'
import type { Sender } from './api-request.ts'
import { label } from './label.ts'

/** Defines the alternate key a table's rows are found by. Its index is built in the background, see `wait-for-key.ts`. */
export async function createKey(sender: Sender, { name, key }: Table, language: number): Promise<void> {
  await sender.send({
    method: 'POST',
    path: `EntityDefinitions(LogicalName='${name}')/Keys`,
    body: {
      '@odata.type': 'Microsoft.Dynamics.CRM.EntityKeyMetadata',
      // A schema name needs a publisher's prefix.
      SchemaName: `lb_${key.map((column) => column.replace(/^lb_/, '')).join('_')}_key`,
      DisplayName: label(`Landbridge: ${key.join(', ')}`, language),
      KeyAttributes: key,
    },
    subject: { table: name, isSetup: true },
  })
}

/** Builds the index of a failed key once more, after its duplicates were cleared. */
export async function rebuildKey(sender: Sender, table: string, key: string): Promise<void> {
  await sender.send({
    method: 'POST',
    path: 'ReactivateEntityKey',
    body: { EntityLogicalName: table, EntityKeyLogicalName: key },
    subject: { table, isSetup: true },
  })
}
