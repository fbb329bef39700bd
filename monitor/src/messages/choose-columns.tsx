import '@ui5/webcomponents-icons/dist/navigation-up-arrow.js'
import '@ui5/webcomponents-icons/dist/navigation-down-arrow.js'
import { Button } from '@ui5/webcomponents-react/Button'
import { CheckBox } from '@ui5/webcomponents-react/CheckBox'
import { useState } from 'react'
import { Modal } from '../parts/modal.tsx'
import { t } from '../words.ts'
import { type ColumnName, columnOf, columns } from './columns.tsx'

interface Props {
  readonly shown: readonly ColumnName[]
  onChosen(names: readonly ColumnName[]): void
  onClose(): void
}

/** Which columns the list has, and in which order. */
export function ChooseColumns({ shown, onChosen, onClose }: Props) {
  const all = Object.keys(columns) as ColumnName[]
  const [order, setOrder] = useState(() => [...shown, ...all.filter((name) => !shown.includes(name))])
  const [chosen, setChosen] = useState<ReadonlySet<ColumnName>>(() => new Set(shown))
  const move = (from: number, to: number) => {
    const moved = [...order]
    moved.splice(to, 0, ...moved.splice(from, 1))
    setOrder(moved)
  }
  const toggle = (name: ColumnName) => setChosen(new Set(all.filter((one) => (one === name) !== chosen.has(one))))
  return (
    <Modal
      title={t('Columns')}
      onClose={onClose}
      buttons={
        <>
          <Button
            design="Emphasized"
            disabled={chosen.size === 0}
            onClick={() => onChosen(order.filter((name) => chosen.has(name)))}
          >
            {t('Show these')}
          </Button>
          <Button onClick={onClose}>{t('Back')}</Button>
        </>
      }
    >
      <ol className="order">
        {order.map((name, index) => {
          const { title } = columnOf(name)
          return (
            <li key={name}>
              <CheckBox text={title} checked={chosen.has(name)} onChange={() => toggle(name)} />
              <Button
                design="Transparent"
                icon="navigation-up-arrow"
                accessibleName={t('{name}: further to the front', { name: title })}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              />
              <Button
                design="Transparent"
                icon="navigation-down-arrow"
                accessibleName={t('{name}: further to the back', { name: title })}
                disabled={index === order.length - 1}
                onClick={() => move(index, index + 1)}
              />
            </li>
          )
        })}
      </ol>
    </Modal>
  )
}
