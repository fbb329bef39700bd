import type { ColumnDefinition, TableDefinition } from '../../definition.ts'
import { Problem } from '../problem.ts'

/** What is wrong in a FetchXML query: Microsoft's codes ("Web service error codes"), and its words where they are known. */
function wrong(code: string, message: string): Problem {
  return new Problem(400, code, message)
}

export function emptyQuery(): Problem {
  return wrong('0x80040203', 'Expected non-empty string.')
}

/** Recorded from the real service. */
export function invalidXml(): Problem {
  return wrong('0x80040201', 'Invalid XML.')
}

/** Recorded from the real service. */
export function wrongNode(name: string, xml: string, allowed: readonly string[]): Problem {
  return wrong('0x8004111c', `Invalid Child Node, valid nodes are ${allowed.join(', ')}. NodeName = ${name} NodeXml = ${xml}`)
}

export function noEntityName(): Problem {
  return wrong('0x80041102', 'Entity Name was not specified in FetchXml String.')
}

export function noEntity(name: string): Problem {
  return wrong(
    '0x80041102',
    `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
  )
}

export function otherEntity(): Problem {
  return wrong(
    '0x80041128',
    'The entity name specified in fetchxml does not match the entity name specified in the Entity or Query Expression.',
  )
}

/** Recorded from the real service, which adds numbers of its own. */
export function noAttribute(name: string, { name: table }: TableDefinition): Problem {
  return wrong(
    '0x80041103',
    `'${table}' entity doesn't contain attribute with Name = '${name}' and NameMapping = 'Logical' (look up attribute by name is case-sensitive).`,
  )
}

export function lacksAttribute(attribute: string, element: string): Problem {
  return wrong('0x8004111e', `A required attribute was not specified. The element ${element} needs ${attribute}.`)
}

export function halfJoin(): Problem {
  return wrong('0x80041111', 'AttributeFrom and AttributeTo must be either both specified or both omitted.')
}

export function wrongOperator(operator: string): Problem {
  return wrong('0x80041120', `Unsupported condition operator: ${operator}.`)
}

export function wrongLinkType(): Problem {
  return wrong(
    '0x80041117',
    "The only valid values for link-type attribute are 'natural', 'inner','in','exists','matchfirstrowusingcrossapply' and 'outer'.",
  )
}

export function wrongFilterType(): Problem {
  return wrong('0x80041122', "Unsupported filter type. Valid values are 'and', or 'or'.")
}

export function noSuchAlias(alias: string): Problem {
  return wrong('0x8004110a', `The specified alias for the given entity in the condition does not exist: ${alias}.`)
}

export function duplicateAlias(): Problem {
  return wrong('0x80041130', 'FetchXML should have unique aliases.')
}

/** Microsoft: "Join tables using FetchXml", limitations. */
export function tooManyLinks(): Problem {
  return wrong('0x8004430D', 'Number of link entities in query exceeded maximum limit.')
}

/** Recorded from the real service. */
export function topWithPages(attribute: string): Problem {
  return wrong('0x80040203', `The top attribute can't be specified with paging attribute ${attribute}`)
}

export function wrongFlag(code: string): (name: string) => Problem {
  return (name) => wrong(code, `The only valid values for ${name} attribute are 'true', 'false', '1', and '0'.`)
}

export function wrongCount(name: string): Problem {
  return wrong('0x8004110c', `A value greater than zero must be specified for ${name}.`)
}

export function badCondition(reason: string): Problem {
  return wrong('0x80041106', `Incorrect filter condition or conditions. ${reason}`)
}

/** Recorded from the real service, of a GUID; its code is not known. */
export function wrongValue(table: TableDefinition, { name, type }: ColumnDefinition, value: string): Problem {
  const [expected, exception, reason] = clrTypes[type] ?? ['System.Int32', ...formatException]
  return wrong(
    '0x80041139',
    `An exception ${exception} was thrown while trying to convert input value '${value}' to attribute '${table.name}.${name}'. Expected type of attribute value: ${expected}. Exception raised: ${reason}`,
  )
}

const formatException = ['System.FormatException', 'Input string was not in a correct format.'] as const
const guid = [
  'System.Guid',
  'System.FormatException',
  'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).',
] as const
const date = ['System.DateTime', 'System.FormatException', 'String was not recognized as a valid DateTime.'] as const

const clrTypes: Partial<Record<ColumnDefinition['type'], readonly [string, string, string]>> = {
  guid,
  id: guid,
  lookup: guid,
  date,
  dateTime: date,
  yesNo: ['System.Boolean', 'System.FormatException', 'String was not recognized as a valid Boolean.'],
  bigint: ['System.Int64', ...formatException],
  decimal: ['System.Decimal', ...formatException],
  money: ['System.Decimal', ...formatException],
  double: ['System.Double', ...formatException],
}

export const ofAggregates = {
  /** Microsoft: "Aggregate data using FetchXml", limitations. */
  tooManyRows: () => wrong('0x8004E023', 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.'),
  plainAttribute: () => wrong('0x80041107', 'Attributes can not be returned when aggregate operation is specified.'),
  noAlias: () => wrong('0x80041109', 'Invalid alias for aggregate operation.'),
  unknown: () => wrong('0x800404B6', 'An unknown aggregate operation was supplied.'),
  unfit: (how: string, { type }: ColumnDefinition) =>
    wrong('0x8004112f', `Aggregate ${how} is not supported for attribute of type ${type}.`),
  both: () => wrong('0x80041137', 'An attribute can either be an aggregate or a Group By but not both'),
  outside: () => wrong('0x8004111a', 'An error occurred while processing Aggregates in Query'),
  dateGrouping: () => wrong('0x80041135', 'An invalid value was specified for dategrouping.'),
  orderByAttribute: () =>
    wrong('0x80041131', 'An attribute cannot be specified for an order clause for an aggregate Query. Use an alias.'),
  orderWithoutAlias: () => wrong('0x80041134', 'An alias is required for an order clause for an aggregate Query.'),
}

export const ofOrders = {
  alias: () =>
    wrong('0x80041132', 'An alias cannot be specified for an order clause for a non-aggregate Query. Use an attribute.'),
  noAttribute: () => wrong('0x80041133', 'An attribute is required for an order clause for a non-aggregate Query.'),
}
