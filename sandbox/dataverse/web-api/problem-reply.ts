import type { Problem } from './problem.ts'
import { jsonReply, type Reply, type WebApiRequest } from './request.ts'
import { wantedAnnotations } from './wanted-annotations.ts'

/** An error answer; with annotations when the client asked for them. */
export function problemReply(request: WebApiRequest, { status, code, message, details }: Problem): Reply {
  const wants = wantedAnnotations(request)
  const wanted = wants === undefined ? [] : Object.entries(annotationsOf(code, message, details)).filter(([name]) => wants(name))
  const annotations = Object.fromEntries(wanted.map(([name, value]) => [`@${name}`, value]))
  return jsonReply(status, { error: { code, message, ...annotations } })
}

function annotationsOf(code: string, message: string, details: Problem['details']): Record<string, string> {
  const more = Object.entries(details).map(([name, value]) => [`Microsoft.PowerApps.CDS.ErrorDetails.${name}`, value])
  return {
    ...Object.fromEntries(more),
    'Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus': '0',
    'Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode': '-2146233088',
    'Microsoft.PowerApps.CDS.HelpLink': `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${code.replace('0x', '').toUpperCase()}&client=platform`,
    'Microsoft.PowerApps.CDS.TraceText': '',
    'Microsoft.PowerApps.CDS.InnerError.Message': message,
  }
}
