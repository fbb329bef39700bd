import { notSupported } from '../problem.ts'
import { attributeType } from './new-definition.ts'

type Body = Record<string, unknown>

/** What a new table asks for and would not get is refused, rather than passed over. @throws {Problem} it asks for such a thing */
export function mustDoTable({ OwnershipType, HasActivities, IsActivity }: Body): void {
  if ((OwnershipType ?? 'UserOwned') !== 'UserOwned') throw notSupported(`new tables with the OwnershipType ${OwnershipType}`)
  if (HasActivities === true) throw notSupported('new tables with activities (HasActivities)')
  if (IsActivity === true) throw notSupported('new tables of activities (IsActivity)')
}

/** As for tables; the column a table's rows are called by is one as well. @throws {Problem} it asks for such a thing */
export function mustDoColumn(body: Body): void {
  if (attributeType(body) === 'MultiSelectPicklist') throw notSupported('columns of several choices (MultiSelectPicklist)')
  if (isGiven(body['GlobalOptionSet@odata.bind'])) {
    throw notSupported('choices that several columns share (GlobalOptionSet@odata.bind)')
  }
  if (isGiven(body.AutoNumberFormat)) throw notSupported('columns that number rows by themselves (AutoNumberFormat)')
  if (isGiven(body.SourceType)) throw notSupported('columns that are calculated or rolled up (SourceType)')
  if ((body.DateTimeBehavior as Body | undefined)?.Value === 'TimeZoneIndependent') {
    throw notSupported('moments without a time zone (DateTimeBehavior TimeZoneIndependent)')
  }
}

/** Definitions are sent back as they were read, with members that are empty. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0
}
