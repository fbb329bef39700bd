import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSegments, type Segments, standsIn } from './segments.ts'

const customers = `segment,parent,field,length,description
E1KNA1M,,KUNNR,10,customer number
E1KNA1M,,NAME1,35,"name, line 1"
E1KNVVM,E1KNA1M,VKORG,4,
E1KNVPM,E1KNVVM,PARVW,2,
E1KNVKM,E1KNA1M,PARNR,10,
E1KNVKM,E1KNVVM,PARNR,10,
`

test('a segment has its fields, and stands in one or several others', async () => {
  await reading(customers, async (segments) => {
    assert.deepEqual([...segments.keys()], ['E1KNA1M', 'E1KNVVM', 'E1KNVPM', 'E1KNVKM'])
    assert.deepEqual(
      [...(segments.get('E1KNA1M')?.fields ?? [])],
      [
        ['KUNNR', 10],
        ['NAME1', 35],
      ],
    )
    assert.deepEqual([...(segments.get('E1KNA1M')?.parents ?? [])], [])
    assert.deepEqual([...(segments.get('E1KNVKM')?.parents ?? [])], ['E1KNA1M', 'E1KNVVM'])
  })
})

const places: [name: string, other: string, stands: boolean][] = [
  ['E1KNVVM', 'E1KNA1M', true],
  ['E1KNVPM', 'E1KNA1M', true],
  ['E1KNVKM', 'E1KNVVM', true],
  ['E1KNA1M', 'E1KNVVM', false],
  ['E1KNVPM', 'E1KNVKM', false],
  ['E1KNA1M', 'E1KNA1M', false],
  ['E1KNXXM', 'E1KNA1M', false],
]

for (const [name, other, stands] of places) {
  test(`${name} ${stands ? 'stands' : 'does not stand'} in ${other}`, async () => {
    await reading(customers, async (segments) => assert.equal(standsIn(segments, name, other), stands))
  })
}

test('segments that stand in one another come to an end', async () => {
  await reading('segment,parent,field\nA,B,F\nB,A,F\nC,,F\n', async (segments) => {
    assert.ok(standsIn(segments, 'A', 'A'))
    assert.ok(!standsIn(segments, 'A', 'C'))
  })
})

const mistakes: [claim: string, text: string, says: RegExp][] = [
  [
    'other columns',
    'name,parent,field\n',
    /segments\.csv is no list of segments: it needs the columns segment, parent and field/,
  ],
  [
    'a parent nobody knows',
    'segment,parent,field\nA,B,F\n',
    /says that A stands in B, a segment it does not have; add a row for a field of B, or leave the parent empty/,
  ],
  ['a row with too few cells', 'segment,parent,field\nA\n', /segments\.csv is no list of segments: .*line 2/],
]

for (const [claim, text, says] of mistakes) {
  test(`a list of segments with ${claim} is refused, and it is said why`, async () =>
    assert.rejects(
      reading(text, async () => {}),
      says,
    ))
}

test('a second file adds segments and fields to those of the first, and may place its own in them', async () => {
  await reading(customers, async (_, folder) => {
    const own = join(folder, 'own.csv')
    await writeFile(own, 'segment,parent,field,length\nE1KNA1M,,ZZCLASS,2\nZ1KNA1X,E1KNA1M,ZZREGION,20\n')
    const segments = await readSegments([join(folder, 'segments.csv'), own])
    assert.deepEqual([...(segments.get('E1KNA1M')?.fields.keys() ?? [])], ['KUNNR', 'NAME1', 'ZZCLASS'])
    assert.ok(standsIn(segments, 'Z1KNA1X', 'E1KNA1M'))
  })
})

test('a file that is not there is asked for', async () => {
  await assert.rejects(
    readSegments([join(tmpdir(), 'nowhere', 'segments.csv')]),
    /segments\.csv cannot be read; it says which segments/,
  )
})

async function reading(text: string, use: (segments: Segments, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-segments-'))
  try {
    await writeFile(join(folder, 'segments.csv'), text)
    await use(await readSegments([join(folder, 'segments.csv')]), folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
