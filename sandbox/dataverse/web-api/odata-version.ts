import { noResource } from './problem.ts'
import { type WebApiRequest, wholeAddress } from './request.ts'

/**
 * Only OData 4.0 is spoken. `OData-Version` decides, without it `OData-MaxVersion`; with neither it is 4.0. Any other leads to no
 * resource, by the rule of the OData library that Dynamics 365 is built on (its ODataVersionConstraint). @throws {Problem} 404
 */
export function mustSpeakOData4(request: WebApiRequest): void {
  const version = request.headers['odata-version'] ?? request.headers['odata-maxversion'] ?? '4.0'
  if (version === '4.0' || version.replaceAll(/^[ ;]+|[ ;]+$/g, '') === '4.0') return
  throw noResource(wholeAddress(request))
}
