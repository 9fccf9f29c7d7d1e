package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformInternationalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          UTC en-US                   | (f => f.timeZone + ' ' + f.locale)(Intl.DateTimeFormat().resolvedOptions())
          1/1/1970, 12:00:00 AM       | new Date(0).toLocaleString().replace(/\\s/gu, ' ')
          GMT+0000                    | new Date(0).toString().slice(25, 33)
          1970年1月1日木曜日          | new Intl.DateTimeFormat('ja', { dateStyle: 'full' }).format(0)
          19:00                       | new Date(0).toLocaleTimeString('de', { timeZone: 'America/New_York', timeStyle: 'short' })
          1.234,50 €                  | new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(1234.5).replace(/\\s/gu, ' ')
          1,234.5                     | (1234.5).toLocaleString()
          a,ä,z                       | ['z', 'ä', 'a'].sort((a, b) => a.localeCompare(b, 'de')).join()
          1                           | 'e\\u0301'.normalize('NFC').length
          few                         | new Intl.PluralRules('ar').select(3)
          hace 1 día                  | new Intl.RelativeTimeFormat('es').format(-1, 'day')
          Allemagne                   | new Intl.DisplayNames('fr', { type: 'region' }).of('DE')
          5                           | [...new Intl.Segmenter('ja', { granularity: 'word' }).segment('吾輩は猫である')].length
          true,true,true              | [/^\\p{L}+$/u.test('naïve'), /\\p{Script=Greek}/u.test('α'), /\\p{Emoji}/v.test('☕')].join()
          """)
  void languagesAreKnownWhateverTheMachineIsSetTo(String result, String expression)
      throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(isolate.run(expression)).isEqualTo(result);
    }
  }
}
