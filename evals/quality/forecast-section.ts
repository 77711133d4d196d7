import type { Backtest } from '../forecast/backtest.ts'
import { markdownTable, shareOf } from './markdown.ts'
import { type Measured, mainSettings } from './measured.ts'

/** Whether forecasts come true, on the labels alone: reading plays no part in it. */
export const forecastSection = (measured: readonly Measured[]): string => {
  const sets = new Map<string, Backtest>()
  for (const { set, forecast } of mainSettings(measured)) if (forecast.changes > 0) sets.set(set, forecast)
  return [
    '## Forecasts',
    '',
    'Labelled changes of values from a list, foretold from what was known on the day when the thing came to the value that it',
    'left. A forecast needs five past moves from that value. *Most frequent* always says what things of the type went to most',
    'often until then; that nothing changes would never be right here. The span is the one in which four of five changes should',
    'lie.',
    '',
    markdownTable([
      [
        'set',
        'changes',
        'foretold',
        'next value right %',
        'most frequent %',
        'with a day',
        'day in the span %',
        'span, days',
      ],
      ...[...sets].map(([set, one]) => [
        set,
        String(one.changes),
        String(one.told),
        shareOf(one.right, one.told),
        shareOf(one.frequent, one.told),
        String(one.dated),
        shareOf(one.within, one.dated),
        one.widthDays === null ? '–' : String(one.widthDays),
      ]),
    ]),
    '',
    'Where does a thing stand so many days after it came to a value? Asked for every labelled change for which a forecast has a',
    'day and the labels reach far enough:',
    '',
    markdownTable([
      ['set', 'days later', 'asked', 'forecast right %', '"nothing changes" right %'],
      ...[...sets].flatMap(([set, { horizons }]) =>
        horizons
          .filter(({ asked }) => asked > 0)
          .map(({ days, asked, forecast, unchanged }) => [
            set,
            String(days),
            String(asked),
            shareOf(forecast, asked),
            shareOf(unchanged, asked),
          ]),
      ),
    ]),
    '',
    'A set of few meetings per tenant has no history to tell from: then nothing is foretold, and the reason is given.',
  ].join('\n')
}
