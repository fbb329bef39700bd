/** Dataverse error codes the channel acts on; all others are judged by their HTTP status. */
export const codes = {
  objectDoesNotExist: '0x80040217',
  recordNotFoundByKey: '0x80060891',
  keyNotDefined: '0x80060890',
  duplicateKey: '0x80060892',
  duplicateRecord: '0x80040237',
  duplicatesFound: '0x80040333',
  badUrl: '0x80060888',
  noSuchSegment: '0x8006088A',
  badPayload: '0x80048d19',
  noSuchEntity: '0x80041102',
  noSuchAttribute: '0x80041103',
  privilegeDenied: '0x80040220',
  notMemberOfOrganization: '0x80072560',
  sqlError: '0x80044150',
  sqlTimeout: '0x80044151',
  sqlBusy: '0x8004A001',
  solutionImportRunning: '0x80048543',
  solutionConcurrency: '0x80071151',
} as const

export const notFound = [codes.objectDoesNotExist, codes.recordNotFoundByKey]
export const duplicate = [codes.duplicateKey, codes.duplicateRecord]

/** The service writes hexadecimal digits now in capitals, now in small letters. */
export function isOneOf(code: string | undefined, wanted: readonly string[]): boolean {
  return code !== undefined && wanted.some((other) => other.toLowerCase() === code.toLowerCase())
}
