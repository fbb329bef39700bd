import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'

/** The functions and actions of the sandbox, as `$metadata` declares them. */
export function operations({ tables }: Environment): string {
  return [functions, actions, ...tables.map(bulkActions)].join('\n')
}

/** Those that stand beside the tables. */
export const imports = `<FunctionImport Name="WhoAmI" Function="Microsoft.Dynamics.CRM.WhoAmI"/><FunctionImport Name="RetrieveVersion" Function="Microsoft.Dynamics.CRM.RetrieveVersion"/>
<ActionImport Name="CalculatePrice" Action="Microsoft.Dynamics.CRM.CalculatePrice"/><ActionImport Name="DeleteFile" Action="Microsoft.Dynamics.CRM.DeleteFile"/><ActionImport Name="PublishAllXml" Action="Microsoft.Dynamics.CRM.PublishAllXml"/><ActionImport Name="UnlockInvoicePricing" Action="Microsoft.Dynamics.CRM.UnlockInvoicePricing"/>`

const functions = `<ComplexType Name="WhoAmIResponse"><Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false"/><Property Name="UserId" Type="Edm.Guid" Nullable="false"/><Property Name="OrganizationId" Type="Edm.Guid" Nullable="false"/></ComplexType>
<Function Name="WhoAmI"><ReturnType Type="mscrm.WhoAmIResponse" Nullable="false"/></Function>
<ComplexType Name="RetrieveVersionResponse"><Property Name="Version" Type="Edm.String" Unicode="false"/></ComplexType>
<Function Name="RetrieveVersion"><ReturnType Type="mscrm.RetrieveVersionResponse" Nullable="false"/></Function>`

const actions = `<Action Name="PublishProductHierarchy" IsBound="true"><Parameter Name="entity" Type="mscrm.product" Nullable="false"/></Action>
<Action Name="LockInvoicePricing" IsBound="true"><Parameter Name="entity" Type="mscrm.invoice" Nullable="false"/></Action>
<Action Name="UnlockInvoicePricing"><Parameter Name="InvoiceId" Type="Edm.Guid" Nullable="false"/></Action>
<Action Name="CalculatePrice"><Parameter Name="Target" Type="mscrm.crmbaseentity" Nullable="false"/></Action>
<Action Name="DeleteFile"><Parameter Name="FileId" Type="Edm.Guid" Nullable="false"/></Action>
<Action Name="PublishAllXml"/>
<ComplexType Name="CreateMultipleResponse"><Property Name="Ids" Type="Collection(Edm.Guid)" Nullable="false"/></ComplexType>`

function bulkActions({ name }: TableDefinition): string {
  const rows = `Type="Collection(mscrm.${name})" Nullable="false"`
  return ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple']
    .map((message) => {
      const answer = message === 'CreateMultiple' ? '<ReturnType Type="mscrm.CreateMultipleResponse" Nullable="false"/>' : ''
      const parameters = `<Parameter Name="entityset" ${rows}/><Parameter Name="Targets" ${rows}/>`
      return `<Action Name="${message}" IsBound="true">${parameters}${answer}</Action>`
    })
    .join('')
}
