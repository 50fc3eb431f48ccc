import type { LogInRow } from '../admin-api/log-ins'
import type { PageArgs, PageOf } from '../admin-api/pages'
import { csvResponse } from './csv-response'

const HEADER = ['at', 'method', 'second_factor', 'address', 'browser', 'last_seen', 'logged_in', 'id']

/** How somebody logged in, as a file. */
export const logInsCsv = (list: (page: PageArgs) => Promise<PageOf<LogInRow>>): Promise<Response> =>
  csvResponse({
    fileName: 'log-ins',
    header: HEADER,
    list,
    cellsOf: ({ at, method, hasSecondFactor, address, userAgent, lastSeenAt, isOpen, id }) => [
      ...[at, method, String(hasSecondFactor), address, userAgent, lastSeenAt, String(isOpen), id],
    ],
  })
