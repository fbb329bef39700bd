import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { we60 } from '../../test/support/flat-idocs.ts'
import { ownProject } from '../../test/support/own-project.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { xiMessage } from '../../test/support/xi-messages.ts'

const root = join(import.meta.dirname, '..', '..')

/** An empty folder to begin in; its commands, and its files. */
function place(t: TestContext) {
  const folder = temporaryFolder(t)
  return {
    folder,
    run: (...args: string[]) => command(args, {}, folder),
    launch: (...args: string[]) => launched(args, {}, folder),
    has: (file: string, text: string) => writeFileSync(join(folder, file), text),
    text: (file: string) => readFileSync(join(folder, 'interfaces', file), 'utf8'),
  }
}

const order = readFileSync(
  join(root, 'examples', 'own-interface', 'interfaces', 'sales-order', 'examples', 'order.idoc.xml'),
  'utf8',
)

test('new begins an interface from a document: its folder maps the document at once, and compiles', async (t) => {
  const { folder, run, launch, has, text } = place(t)
  has('order.xml', order)
  const { code, output, errors } = await launch('new', 'sales-order', '--from', 'order.xml', '--prefix', 'contoso')
  assert.equal(code, 0, errors)
  assert.match(
    output,
    /^interfaces\/sales-order is begun:\n {2}interface\.ts {3}ORDERS IDocs, each an object, \d columns to begin with$/m,
  )
  assert.match(output, /npx landbridge try interfaces\/sales-order\/examples\/first\.idoc\.xml$/m)
  assert.deepEqual(readdirSync(join(folder, 'interfaces', 'sales-order')).toSorted(), [
    'README.md',
    'examples',
    'interface.ts',
    'segments.csv',
    'tables.ts',
  ])
  assert.match(text('sales-order/interface.ts'), /receives: idoc\('ORDERS'\),\n {2}objects: 'IDOC',/)
  assert.match(text('sales-order/interface.ts'), /const number = withoutLeadingZeros\('E1EDK01\/BELNR'\)/)
  assert.match(text('sales-order/tables.ts'), /name: 'contoso_salesorder',\n {4}set: 'contoso_salesorders',/)
  assert.equal(text('sales-order/examples/first.idoc.xml'), order)
  assert.match(
    text('sales-order/examples/first.writes.json'),
    /"objectKey": "sales-order\/0000030815"|"objectKey": "sales-order\/30815"/,
  )
  has('package.json', '{ "type": "module" }')
  const compilerOptions = { typeRoots: [join(root, 'node_modules', '@types')] }
  has('tsconfig.json', JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: ['interfaces'] }))
  const compiled = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder], { encoding: 'utf8' })
  assert.equal(compiled.stdout, '')
  const tested = await run('test', 'sales-order')
  assert.equal(tested.code, 0, tested.output)
  assert.match(tested.output, /^✓ sales-order: 1 example$/m)
})

test('of several files each adds what it knows: WE60 all fields with their lengths, a document what is filled and segments of your own', async (t) => {
  const { run, has, text } = place(t)
  const header = /<EDI_DC40[\s\S]*<\/EDI_DC40>/.exec(order)?.[0].replace(/<MESTYP>\w+/, '<MESTYP>ZLOYAL') ?? ''
  has('we60.txt', we60({ Z2CARD000: { type: 'Z1CARD', fields: { MSGFN: 3, CARDNUMBER: 12, POINTS: 6, TIER: 2 } } }))
  has(
    'card.xml',
    `<?xml version="1.0"?><ZLOYAL01><IDOC BEGIN="1">${header}<Z1CARD SEGMENT="1"><MSGFN>004</MSGFN><CARDNUMBER>000047110815</CARDNUMBER><TIER>A1</TIER><Z1NOTE SEGMENT="1"><TEXT>x</TEXT></Z1NOTE></Z1CARD></IDOC></ZLOYAL01>`,
  )
  const { code, output, errors } = await run('new', 'loyalty-card', '--from', 'we60.txt', 'card.xml')
  assert.equal(code, 0, errors)
  assert.match(output, /ZLOYAL IDocs, each Z1CARD an object/)
  assert.equal(
    text('loyalty-card/segments.csv'),
    `segment,parent,field,length,description
Z1CARD,,MSGFN,3,Langtext für MSGFN
Z1CARD,,CARDNUMBER,12,Langtext für CARDNUMBER
Z1CARD,,POINTS,6,Langtext für POINTS
Z1CARD,,TIER,2,Langtext für TIER
Z1NOTE,Z1CARD,TEXT,,
`,
  )
  // What is empty in the document is not begun with.
  assert.match(
    text('loyalty-card/tables.ts'),
    /own_cardnumber: text\(12, \{ label: 'Langtext für CARDNUMBER \(CARDNUMBER\)' \}\)/,
  )
  assert.doesNotMatch(text('loyalty-card/tables.ts'), /own_points/)
  assert.match(text('loyalty-card/examples/first.writes.json'), /"own_cardnumber": "47110815"/)
})

test('the XML schema that WE60 saves is read too: lengths, what fields are, segments within segments', async (t) => {
  const { run, has, text } = place(t)
  const leaf = (name: string, length: number) =>
    `<xsd:element name="${name}" minOccurs="0"><xsd:annotation><xsd:documentation>The ${name}, so to say</xsd:documentation></xsd:annotation><xsd:simpleType><xsd:restriction base="xsd:string"><xsd:maxLength value="${length}"/><xsd:enumeration value="1"><xsd:annotation><xsd:documentation>One</xsd:documentation></xsd:annotation></xsd:enumeration></xsd:restriction></xsd:simpleType></xsd:element>`
  const within = (name: string, content: string) =>
    `<xsd:element name="${name}"><xsd:annotation><xsd:documentation>A segment</xsd:documentation></xsd:annotation><xsd:complexType><xsd:sequence>${content}</xsd:sequence></xsd:complexType></xsd:element>`
  const segments = within('Z1CARD', leaf('CARDID', 12) + within('Z1HOLDER', leaf('_-CWM_-NAME', 35)))
  has(
    'zloyal01.xsd',
    `<?xml version="1.0"?>\n<!-- WE60 -->\n<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">${within('ZLOYAL01', within('IDOC', within('EDI_DC40', leaf('DOCNUM', 16)) + segments))}</xsd:schema>`,
  )
  const { code, output, errors } = await run('new', 'loyalty-card', '--from', 'zloyal01.xsd')
  assert.equal(code, 0, errors)
  assert.match(output, /ZLOYAL IDocs, each Z1CARD an object/)
  assert.match(output, /^ {2}npx landbridge try a-document\.xml$/m)
  assert.equal(
    text('loyalty-card/segments.csv'),
    `segment,parent,field,length,description
Z1CARD,,CARDID,12,"The CARDID, so to say"
Z1HOLDER,Z1CARD,/CWM/NAME,35,"The /CWM/NAME, so to say"
`.replace('The /CWM/NAME', 'The _-CWM_-NAME'),
  )
})

test('a message of an ABAP proxy begins one as well', async (t) => {
  const { run, has, text } = place(t)
  const payload =
    '<n0:Cards xmlns:n0="urn:example:loyalty"><Card><CardNumber>0815</CardNumber><Tier>A</Tier></Card><Card><CardNumber>0816</CardNumber></Card></n0:Cards>'
  const { body } = xiMessage({
    messageId: '00000000000000000000000000000001',
    interface: 'SI_Card_Out',
    namespace: 'urn:example:loyalty',
    payload,
  })
  has('card.xml', String(body))
  const { code, errors } = await run('new', 'loyalty-card', '--from', 'card.xml')
  assert.equal(code, 0, errors)
  assert.match(
    text('loyalty-card/interface.ts'),
    /receives: xi\(\{ interface: 'SI_Card_Out', namespace: 'urn:example:loyalty' \}\),\n {2}objects: 'Card',\n {2}objectKey: number/,
  )
  assert.match(
    text('loyalty-card/examples/first.writes.json'),
    /"objectKey": "loyalty-card\/815".*"objectKey": "loyalty-card\/816"/s,
  )
})

test('of the payload of such a message alone it must be said whose it is, and then it is an example too', async (t) => {
  const { run, has, text } = place(t)
  has(
    'payload.xml',
    '<n0:Cards xmlns:n0="urn:example:loyalty"><Card><CardNumber>0815</CardNumber><Tier>A</Tier></Card></n0:Cards>',
  )
  const { code, errors } = await run('new', 'loyalty-card', '--from', 'payload.xml', '--proxy', 'SI_Card_Out')
  assert.equal(code, 0, errors)
  assert.match(
    text('loyalty-card/interface.ts'),
    /receives: xi\(\{ interface: 'SI_Card_Out', namespace: 'urn:example:loyalty' \}\)/,
  )
  assert.match(text('loyalty-card/examples/first.writes.json'), /"objectKey": "loyalty-card\/815"/)
  const tested = await run('test', 'loyalty-card')
  assert.equal(tested.code, 0, tested.output)
  assert.match(tested.output, /^✓ loyalty-card: 1 example$/m)
})

test('nothing is written where it cannot be begun, and it is said why', async (t) => {
  const { folder, run, has } = place(t)
  has('order.xml', order)
  has('customer.xml', order.replace('<MESTYP>ORDERS', '<MESTYP>DEBMAS'))
  has('letter.txt', 'Sehr geehrte Damen und Herren')
  has('payload.xml', '<Cards><Card/></Cards>')
  has('schema.xsd', '<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="Card"/></schema>')
  for (const [args, says] of [
    [['Sales Order', '--from', 'order.xml'], /'Sales Order' is no name for an interface/],
    [['sales-order', '--from', 'order.xml', '--prefix', 'Own_'], /'Own_' is no prefix of a publisher/],
    [['material', '--from', 'order.xml'], /material is delivered; extend it/],
    [['customer', '--from', 'customer.xml'], /The interface business-partner takes DEBMAS IDocs already; extend that one/],
    [['sales-order', '--from', 'nowhere.xml'], /nowhere\.xml cannot be used: ENOENT/],
    [['sales-order', '--from', 'letter.txt'], /letter\.txt cannot be used: .* line 1/],
    [['sales-order', '--from', 'payload.xml'], /payload\.xml cannot be used: it is the payload of an XI message alone/],
    [
      ['sales-order', '--from', 'schema.xsd'],
      /schema\.xsd cannot be used: it is not the schema of an IDoc type, as WE60 saves it/,
    ],
  ] as const) {
    const { code, errors } = await run('new', ...args)
    assert.equal(code, 1, args.join(' '))
    assert.match(errors, says)
  }
  assert.ok(!existsSync(join(folder, 'interfaces')))
})

test('what is there already is left as it is', async (t) => {
  const { folder, run, has, text } = place(t)
  has('order.xml', order)
  ownProject(folder)
  const before = text('sales-order/interface.ts')
  const { code, errors } = await run('new', 'sales-order', '--from', 'order.xml')
  assert.equal(code, 1)
  assert.match(errors, /^interfaces\/sales-order is there already; take another name, or remove it$/m)
  const other = await run('new', 'another-order', '--from', 'order.xml')
  assert.match(other.errors, /The interface sales-order takes ORDERS IDocs already/)
  assert.equal(text('sales-order/interface.ts'), before)
  assert.deepEqual(readdirSync(join(folder, 'interfaces')), ['sales-order'])
})
