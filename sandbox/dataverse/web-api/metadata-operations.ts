import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'

/** The functions and actions of the sandbox, as `$metadata` declares them. */
export function operations({ tables }: Environment): string {
  return [functions, actions, ...tables.filter(({ relates }) => relates === undefined).map(bulkActions)].join('\n')
}

/** Those that stand beside the tables. */
export const imports = `${['RetrieveCurrentOrganization', 'RetrieveProvisionedLanguages', 'RetrieveTotalRecordCount', 'RetrieveVersion', 'WhoAmI'].map((name) => `<FunctionImport Name="${name}" Function="Microsoft.Dynamics.CRM.${name}"/>`).join('')}
${['CalculatePrice', 'CommitFileBlocksUpload', 'DeleteFile', 'DownloadBlock', 'InitializeFileBlocksDownload', 'InitializeFileBlocksUpload', 'PublishAllXml', 'UnlockInvoicePricing', 'UploadBlock'].map((name) => `<ActionImport Name="${name}" Action="Microsoft.Dynamics.CRM.${name}"/>`).join('')}`

const functions = `<ComplexType Name="WhoAmIResponse"><Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false"/><Property Name="UserId" Type="Edm.Guid" Nullable="false"/><Property Name="OrganizationId" Type="Edm.Guid" Nullable="false"/></ComplexType>
<Function Name="WhoAmI"><ReturnType Type="mscrm.WhoAmIResponse" Nullable="false"/></Function>
<ComplexType Name="RetrieveVersionResponse"><Property Name="Version" Type="Edm.String" Unicode="false"/></ComplexType>
<Function Name="RetrieveVersion"><ReturnType Type="mscrm.RetrieveVersionResponse" Nullable="false"/></Function>
<ComplexType Name="RetrieveProvisionedLanguagesResponse"><Property Name="RetrieveProvisionedLanguages" Type="Collection(Edm.Int32)" Nullable="false"/></ComplexType>
<Function Name="RetrieveProvisionedLanguages"><ReturnType Type="mscrm.RetrieveProvisionedLanguagesResponse" Nullable="false"/></Function>
<ComplexType Name="EntityRecordCountCollection"><Property Name="Count" Type="Edm.Int32"/><Property Name="IsReadOnly" Type="Edm.Boolean"/><Property Name="Keys" Type="Collection(Edm.String)" Nullable="false" Unicode="false"/><Property Name="Values" Type="Collection(Edm.Int64)" Nullable="false"/></ComplexType>
<ComplexType Name="RetrieveTotalRecordCountResponse"><Property Name="EntityRecordCountCollection" Type="mscrm.EntityRecordCountCollection"/></ComplexType>
<Function Name="RetrieveTotalRecordCount"><Parameter Name="EntityNames" Type="Collection(Edm.String)" Nullable="false" Unicode="false"/><ReturnType Type="mscrm.RetrieveTotalRecordCountResponse" Nullable="false"/></Function>
<EnumType Name="EndpointAccessType"><Member Name="Default" Value="0"/><Member Name="Internet" Value="1"/><Member Name="Intranet" Value="2"/></EnumType>
<EnumType Name="EndpointType"><Member Name="OrganizationService" Value="0"/><Member Name="OrganizationDataService" Value="1"/><Member Name="WebApplication" Value="2"/></EnumType>
<EnumType Name="OrganizationState"><Member Name="Enabled" Value="0"/><Member Name="Disabled" Value="1"/></EnumType>
<ComplexType Name="EndpointCollection"><Property Name="Count" Type="Edm.Int32"/><Property Name="IsReadOnly" Type="Edm.Boolean"/><Property Name="Keys" Type="Collection(mscrm.EndpointType)" Nullable="false"/><Property Name="Values" Type="Collection(Edm.String)" Nullable="false" Unicode="false"/></ComplexType>
<ComplexType Name="OrganizationDetail"><Property Name="OrganizationId" Type="Edm.Guid"/><Property Name="FriendlyName" Type="Edm.String" Unicode="false"/><Property Name="OrganizationVersion" Type="Edm.String" Unicode="false"/><Property Name="EnvironmentId" Type="Edm.String" Unicode="false"/><Property Name="DatacenterId" Type="Edm.Guid"/><Property Name="Geo" Type="Edm.String" Unicode="false"/><Property Name="TenantId" Type="Edm.String" Unicode="false"/><Property Name="UrlName" Type="Edm.String" Unicode="false"/><Property Name="UniqueName" Type="Edm.String" Unicode="false"/><Property Name="Endpoints" Type="mscrm.EndpointCollection"/><Property Name="State" Type="mscrm.OrganizationState"/></ComplexType>
<ComplexType Name="RetrieveCurrentOrganizationResponse"><Property Name="Detail" Type="mscrm.OrganizationDetail"/></ComplexType>
<Function Name="RetrieveCurrentOrganization"><Parameter Name="AccessType" Type="mscrm.EndpointAccessType" Nullable="false"/><ReturnType Type="mscrm.RetrieveCurrentOrganizationResponse" Nullable="false"/></Function>`

const actions = `<Action Name="PublishProductHierarchy" IsBound="true"><Parameter Name="entity" Type="mscrm.product" Nullable="false"/></Action>
<Action Name="LockInvoicePricing" IsBound="true"><Parameter Name="entity" Type="mscrm.invoice" Nullable="false"/></Action>
<Action Name="UnlockInvoicePricing"><Parameter Name="InvoiceId" Type="Edm.Guid" Nullable="false"/></Action>
<Action Name="CalculatePrice"><Parameter Name="Target" Type="mscrm.crmbaseentity" Nullable="false"/></Action>
<Action Name="DeleteFile"><Parameter Name="FileId" Type="Edm.Guid" Nullable="false"/></Action>
<ComplexType Name="InitializeFileBlocksUploadResponse"><Property Name="FileContinuationToken" Type="Edm.String" Unicode="false"/></ComplexType>
<Action Name="InitializeFileBlocksUpload"><Parameter Name="Target" Type="mscrm.crmbaseentity" Nullable="false"/><Parameter Name="FileAttributeName" Type="Edm.String" Nullable="false" Unicode="false"/><Parameter Name="FileName" Type="Edm.String" Nullable="false" Unicode="false"/><ReturnType Type="mscrm.InitializeFileBlocksUploadResponse" Nullable="false"/></Action>
<Action Name="UploadBlock"><Parameter Name="BlockId" Type="Edm.String" Nullable="false" Unicode="false"/><Parameter Name="BlockData" Type="Edm.Binary" Nullable="false"/><Parameter Name="FileContinuationToken" Type="Edm.String" Nullable="false" Unicode="false"/></Action>
<ComplexType Name="CommitFileBlocksUploadResponse"><Property Name="FileId" Type="Edm.Guid" Nullable="false"/><Property Name="FileSizeInBytes" Type="Edm.Int64" Nullable="false"/></ComplexType>
<Action Name="CommitFileBlocksUpload"><Parameter Name="FileName" Type="Edm.String" Nullable="false" Unicode="false"/><Parameter Name="MimeType" Type="Edm.String" Nullable="false" Unicode="false"/><Parameter Name="BlockList" Type="Collection(Edm.String)" Nullable="false" Unicode="false"/><Parameter Name="FileContinuationToken" Type="Edm.String" Nullable="false" Unicode="false"/><ReturnType Type="mscrm.CommitFileBlocksUploadResponse" Nullable="false"/></Action>
<ComplexType Name="InitializeFileBlocksDownloadResponse"><Property Name="FileContinuationToken" Type="Edm.String" Unicode="false"/><Property Name="FileSizeInBytes" Type="Edm.Int64" Nullable="false"/><Property Name="FileName" Type="Edm.String" Unicode="false"/><Property Name="IsChunkingSupported" Type="Edm.Boolean" Nullable="false"/></ComplexType>
<Action Name="InitializeFileBlocksDownload"><Parameter Name="Target" Type="mscrm.crmbaseentity" Nullable="false"/><Parameter Name="FileAttributeName" Type="Edm.String" Nullable="false" Unicode="false"/><ReturnType Type="mscrm.InitializeFileBlocksDownloadResponse" Nullable="false"/></Action>
<ComplexType Name="DownloadBlockResponse"><Property Name="Data" Type="Edm.Binary"/></ComplexType>
<Action Name="DownloadBlock"><Parameter Name="Offset" Type="Edm.Int64" Nullable="false"/><Parameter Name="BlockLength" Type="Edm.Int64" Nullable="false"/><Parameter Name="FileContinuationToken" Type="Edm.String" Nullable="false" Unicode="false"/><ReturnType Type="mscrm.DownloadBlockResponse" Nullable="false"/></Action>
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
