package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformUrlPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          7              | new URLPattern({ pathname: '/books/:id' }).exec('https://a.example/books/7').pathname.groups.id
          false          | new URLPattern('https://*.example/x').test('https://a.example:8443/x')
          a/b            | new URLPattern('https://:host.example/:path+').exec('https://x.example/a/b').pathname.groups.path
          /a/{:b}?       | new URLPattern('/a/{:b}?', 'https://a.example').pathname
          true           | new URLPattern({ pathname: '/caf\u00e9/*' }).test('https://a.example/caf%C3%A9/1')
          true           | new URLPattern({ pathname: '/A' }, { ignoreCase: true }).test({ pathname: '/a' })
          42             | new URLPattern({ pathname: '/:stra\u00dfe(\\\\d+)' }).exec({ pathname: '/42' }).pathname.groups.stra\u00dfe
          true,false     | [new URLPattern({ pathname: '/(\\\\d+)' }).hasRegExpGroups, new URLPattern({ pathname: '/*' }).hasRegExpGroups].join()
          own            | new URLPattern({ pathname: '/:__proto__' }).exec({ pathname: '/own' }).pathname.groups.__proto__
          """)
  void aPatternMatchesAsItsStandardSays(String result, String expression) throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(isolate.run(expression)).isEqualTo(result);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Invalid pattern '/:' at 1: a name is missing | { pathname: '/:' }
          Invalid pattern '/(a' at 1: the regular expression is not valid here | { pathname: '/(a' }
          Invalid pattern '/:a/:a' at 4: the name 'a' is used twice | { pathname: '/:a/:a' }
          Invalid pattern '([b-a])': its regular expression is not valid | { pathname: '([b-a])' }
          Invalid pattern '/{a' at 3: expected close, found end | { pathname: '/{a' }
          A relative pattern needs a base URL: '/a' | '/a'
          '70000' cannot be the port of a URL | { port: '70000' }
          """)
  void aPatternThatIsNotOneSaysWhatIsWrong(String message, String pattern) throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(
              isolate.run(
                  "try { new URLPattern("
                      + pattern
                      + "); 'none' } catch (e) { e instanceof TypeError ? e.message : e.name }"))
          .isEqualTo(message);
    }
  }
}
