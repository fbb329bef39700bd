import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get } from '../api.ts'
import type { Message, Page } from '../model.ts'
import { filterOf } from './filters.ts'

/** Messages that an address finds, a hundred more each time; asked again every five seconds as long as few are shown. */
export function useMessages(parameters: URLSearchParams) {
  const order = parameters.get('order') === 'oldest' ? 'oldest' : 'newest'
  const found = useInfiniteQuery({
    // Not the moments themselves: what is shown stays while the clock moves on.
    queryKey: ['messages', filtersSaid(parameters), order],
    queryFn: ({ pageParam }) => {
      const query = filterOf(parameters)
      query.set('limit', '100')
      query.set('deliveries', '100')
      query.set('order', order)
      if (pageParam !== '') query.set('cursor', pageParam)
      return get<Page<Message>>(`/messages?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    // Pages far down would all be asked for again.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > mostRefreshed ? false : 5000),
  })
  const pages = found.data?.pages
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages])
  return { ...found, items, isLive: (pages?.length ?? 0) <= mostRefreshed }
}

const mostRefreshed = 3

function filtersSaid(parameters: URLSearchParams): string {
  const said = new URLSearchParams(parameters)
  said.delete('columns')
  said.delete('order')
  return said.toString()
}
