package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EdgeAnswerTest {
  @Test
  void text_is_escaped() {
    ByteBuf body =
        EdgeAnswer.body(
            UnpooledByteBufAllocator.DEFAULT, "a \"b\" \\ \n \u0001 é", "CODE", "id", null);
    try {
      assertThat(body.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"error\":\"a \\\"b\\\" \\\\ \\u000a \\u0001"
                  + " é\",\"code\":\"CODE\",\"requestId\":\"id\"}\n");
    } finally {
      body.release();
    }
  }
}
