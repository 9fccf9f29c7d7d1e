package io.alternatefutures.sandbox.worker.platform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** UTF-8 and Latin-1 of long texts, the host names of URLs, and Unicode's properties. */
final class TextOps {
  private TextOps() {}

  static void register(Map<String, HostOps.Op> ops) {
    ops.put("utf8.encode", arguments -> arguments.text(0).getBytes(StandardCharsets.UTF_8));
    ops.put("utf8.decode", arguments -> utf8(arguments.bytes(0), arguments.flag(1)));
    ops.put(
        "latin1.decode", arguments -> new String(arguments.bytes(0), StandardCharsets.ISO_8859_1));
    ops.put("encoding.table", arguments -> SingleByteTables.table(arguments.text(0)));
    ops.put(
        "encoding.decode",
        arguments ->
            MultiByteDecoder.decode(
                arguments.text(0), arguments.bytes(1), arguments.flag(2), arguments.flag(3)));
    ops.put("idna.toAscii", arguments -> DomainNames.toAscii(arguments.text(0)));
    ops.put("unicode.identifier", arguments -> isIdentifier(arguments.text(0), arguments.flag(1)));
  }

  /** Whether the first character has the Unicode property ID_Start, or ID_Continue. */
  static boolean isIdentifier(String character, boolean first) {
    if (character.isEmpty()) {
      return false;
    }
    int codePoint = character.codePointAt(0);
    return first
        ? Character.isUnicodeIdentifierStart(codePoint)
        : Character.isUnicodeIdentifierPart(codePoint)
            && !Character.isIdentifierIgnorable(codePoint);
  }

  private static @Nullable String utf8(byte[] bytes, boolean fatal) {
    return fatal
        ? strict(StandardCharsets.UTF_8, bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }

  private static @Nullable String strict(Charset charset, byte[] bytes) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }
}
