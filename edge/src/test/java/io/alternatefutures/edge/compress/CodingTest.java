package io.alternatefutures.edge.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          gzip                              | GZIP
          GZIP                              | GZIP
          x-gzip                            | GZIP
          deflate                           | DEFLATE
          gzip, deflate, br                 | GZIP
          deflate, gzip                     | GZIP
          gzip;q=0.5, deflate;q=0.8         | DEFLATE
          gzip;q=0.8, deflate;q=0.8         | GZIP
          gzip;q=0                          | none
          gzip;q=0.000, deflate             | DEFLATE
          gzip ; q=0.001                    | GZIP
          identity;q=1, gzip;q=0.5          | none
          identity;q=0.5, gzip;q=1.0        | GZIP
          identity;q=0, gzip;q=0.1          | GZIP
          identity                          | none
          *                                 | GZIP
          *;q=0                             | none
          gzip;q=0, *                       | none
          *, gzip;q=0, deflate              | DEFLATE
          br, zstd                          | none
          gzip;q=2                          | none
          gzip;q=-1                         | none
          gzip;q=0.1234                     | none
          gzip;level=9                      | none
          gzipped                           | none
          , ,gzip,                          | GZIP
          """)
  void the_coding_is_what_the_client_likes_best(String field, Coding coding) {
    assertThat(Coding.accepted(List.of(field))).isEqualTo(coding);
  }

  @Test
  void fields_are_one_list_and_without_any_there_is_no_coding() {
    assertThat(Coding.accepted(List.of())).isNull();
    assertThat(Coding.accepted(List.of(""))).isNull();
    assertThat(Coding.accepted(List.of("gzip;q=0", "deflate"))).isEqualTo(Coding.DEFLATE);
  }

  @Test
  void compressing_takes_its_share_of_the_time_and_no_more() {
    Compression compression = new Compression(1);
    assertThat(compression.begin()).isTrue();
    compression.spent(200_000_000);
    assertThat(compression.begin()).as("within the second's share").isTrue();
    compression.spent(2_000_000_000);
    assertThat(compression.begin()).isFalse();
    assertThat(new Compression(100).begin()).isTrue();
  }

  @Test
  void so_many_answers_are_compressed_at_once_and_no_more() {
    Compression compression = new Compression(1);
    int begun = 0;
    while (compression.begin()) {
      begun++;
    }
    assertThat(begun).isEqualTo(io.alternatefutures.edge.limits.Limits.COMPRESSED_ANSWERS);
    compression.done();
    assertThat(compression.begin()).isTrue();
  }
}
