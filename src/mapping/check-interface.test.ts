import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delivered, problems, segments, valueMappings } from '../../test/support/check-customers.ts'
import { account } from '../../test/support/customers.ts'
import { checkInterface } from './check-interface.ts'
import type { InterfaceDefinition } from './define-interface.ts'
import { type RowDefinition, row, rows } from './row.ts'
import { byValueMapping } from './rules/by-value-mapping.ts'
import { custom, firstOf, lookup } from './rules/combine.ts'
import { isOneOf, isSet, when } from './rules/condition.ts'
import { field } from './rules/field.ts'

const key = { accountnumber: field('KUNNR') }
const hint = 'correct the path, or add to segments.csv what SAP sends'

test('an interface that reads what there is has no problems', () => {
  assert.deepEqual(checkInterface(delivered, { segments, valueMappings }), [])
})

const goodPaths = [
  'KUNNR',
  'E1KNVVM/ZTERM',
  'E1KNVPM/KUNN2',
  'E1KNVVM/E1KNVPM[PARVW=WE]/KUNN2',
  '/E1KNA1M/KUNNR',
  '/E1KNA1M/E1KNVKM/PARNR',
  'EDI_DC40/SERIAL',
  'XI/QueueId',
]

for (const path of goodPaths) {
  test(`${path} can be read`, () => assert.deepEqual(problems(row(account, { key, columns: { city: field(path) } })), []))
}

const badPaths: [path: string, problem: string][] = [
  ['NAME9', 'E1KNA1M has no field NAME9'],
  ['E1KNVVM/ZTERN', 'E1KNVVM has no field ZTERN'],
  ['E1KNXXM/ZTERM', 'there is no segment E1KNXXM'],
  ['E1KNA1M/KUNNR', 'E1KNA1M does not stand in E1KNA1M'],
  ['E1KNB1M/E1KNVPM/KUNN2', 'E1KNVPM does not stand in E1KNB1M'],
  ['E1KNVPM[PARWV=WE]/KUNN2', 'E1KNVPM has no field PARWV'],
  ['E1KNVPM[PARVW=WE][KUNN3=]/KUNN2', 'E1KNVPM has no field KUNN3'],
  ['/E1KNVVM/VKORG', 'E1KNA1M does not stand in E1KNVVM'],
  ['/E1KNXXM/VKORG', 'there is no segment E1KNXXM'],
  ['EDI_DC40/SERIEL', 'the control record EDI_DC40 has no field SERIEL'],
  ['EDI_DC40/E1KNVVM/ZTERM', 'the control record EDI_DC40 has no segments'],
  ['XI/Queue', 'the header XI has no field Queue'],
  ['XI/Customer/Number', 'the header XI has no segments'],
]

for (const [path, problem] of badPaths) {
  test(`${path} is told: ${problem}`, () => {
    assert.deepEqual(problems(row(account, { key, columns: { city: field(path) } })), [
      `customer: city of account reads ${path}, but ${problem}; ${hint}`,
    ])
  })
}

test('a path that a rule reads twice is told once', () => {
  assert.equal(problems(row(account, { key, columns: { city: when(isSet('NAME9'), field('NAME9')) } })).length, 1)
})

test('a path is read from the segment of its row', () => {
  const contactRow = (path: string) =>
    rows('E1KNVKM', account, { key: { accountnumber: field('PARNR') }, columns: { city: field(path) } })
  assert.deepEqual(problems(contactRow('TELF1')), [])
  assert.deepEqual(problems(contactRow('/E1KNA1M/KUNNR')), [])
  assert.deepEqual(problems(contactRow('KUNNR')), [
    `customer: city of account reads KUNNR, but E1KNVKM has no field KUNNR; ${hint}`,
  ])
})

const places: [claim: string, definition: Partial<InterfaceDefinition>, problem: string][] = [
  ['the object key', { objectKey: field('KUNNER') }, 'the object key reads KUNNER, but E1KNA1M has no field KUNNER'],
  [
    'a key column',
    { rows: [row(account, { key: { accountnumber: field('KUNNER') }, columns: {} })] },
    'accountnumber of account reads KUNNER, but E1KNA1M has no field KUNNER',
  ],
  [
    'what tells a deletion',
    { rows: [row(account, { key, columns: {}, deletedWhen: isOneOf('LVORM', 'X') })] },
    'the deletion of account reads LVORM, but E1KNA1M has no field LVORM',
  ],
  [
    'what tells whether a row is written',
    { rows: [row(account, { key, columns: {}, onlyWhen: isOneOf('LVORM', 'X') })] },
    'whether account is written reads LVORM, but E1KNA1M has no field LVORM',
  ],
  [
    'what a row waits for',
    { rows: [row(account, { key, columns: {}, waitsFor: lookup(account, { accountnumber: field('KUNNER') }) })] },
    'what account waits for reads KUNNER, but E1KNA1M has no field KUNNER',
  ],
  [
    'a condition',
    { rows: [row(account, { key, columns: { city: when(isSet('LIFSD'), field('ORT01')) } })] },
    'city of account reads LIFSD, but E1KNA1M has no field LIFSD',
  ],
  [
    'a function of the document, whose paths nobody read before',
    { objectKey: custom<string>('wrong', ['KUN NR'], () => undefined) },
    "the object key reads KUN NR, but 'KUN NR' is no path: it must end in the name of a field",
  ],
]

for (const [claim, definition, problem] of places) {
  test(`a wrong path is found in ${claim}`, () => {
    assert.deepEqual(checkInterface({ ...delivered, ...definition }, { segments, valueMappings }), [
      `customer: ${problem}; ${hint}`,
    ])
  })
}

const segmentMistakes: [claim: string, definition: Partial<InterfaceDefinition>, problem: string][] = [
  [
    'objects',
    { objects: 'E1KNA9M' },
    'its objects are segments E1KNA9M, but there is no such segment; add to segments.csv what SAP sends',
  ],
  [
    'rows',
    { rows: [rows('E1KNV9M', account, { key, columns: {} })] },
    'account has a row for each E1KNV9M, which does not stand in E1KNA1M',
  ],
]

for (const [what, definition, problem] of segmentMistakes) {
  test(`${what} of a segment that is not there are told once, not for each path`, () => {
    assert.deepEqual(checkInterface({ ...delivered, ...definition }, { segments, valueMappings }), [`customer: ${problem}`])
  })
}

test('a value mapping that is missing is asked for', () => {
  const columns = { city: byValueMapping('city', 'ORT01'), terms: byValueMapping('empty', 'E1KNVVM/ZTERM') }
  assert.deepEqual(problems(row(account, { key, columns })), [
    'customer: city of account needs the value mapping city; add value-mappings/city.csv, or say in listsFrom which interface has it',
  ])
})

test('a value mapping for a choice gives its options and nothing else', () => {
  const code = 'E1KNVVM/ZTERM'
  const says = ["customer: terms of account has no option 'Net 90' of the value mapping wrong; its options are Net 30, Net 60"]
  const problemsOf = (terms: ReturnType<typeof byValueMapping>) => problems(row(account, { key, columns: { terms } }))
  assert.deepEqual(problemsOf(byValueMapping('terms', code)), [])
  assert.deepEqual(problemsOf(byValueMapping('wrong', code)), says)
  assert.deepEqual(problemsOf(firstOf(byValueMapping('terms', code), byValueMapping('wrong', code))), says)
  assert.deepEqual(problemsOf(byValueMapping('terms', byValueMapping('wrong', code))), [])
})

test('a value mapping for a text may give any value', () => {
  assert.deepEqual(problems(row(account, { key, columns: { city: byValueMapping('wrong', 'ORT01') } })), [])
})

const city = field('ORT01')
const columnMistakes: [claim: string, mistake: Partial<RowDefinition>, problem: string][] = [
  ['a column that is not declared', { columns: { town: city } }, 'account does not declare the column town; add it to tables.ts'],
  [
    'a key column that is not declared',
    { key: { number: city } },
    'account does not declare the column number; add it to tables.ts',
  ],
  [
    'a key rule of a column that is not in the key',
    { key: { ...key, city } },
    "city of account is no column of the table's key; give its rule among the columns",
  ],
  [
    'a key column that is given twice',
    { columns: { accountnumber: field('KUNNR') } },
    'accountnumber of account is a key column; take its rule from among the columns',
  ],
]

for (const [claim, mistake, problem] of columnMistakes) {
  test(`${claim} is told`, () => {
    assert.deepEqual(problems({ ...row(account, { key, columns: {} }), ...mistake }), [`customer: ${problem}`])
  })
}
