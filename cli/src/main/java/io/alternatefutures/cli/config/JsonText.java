package io.alternatefutures.cli.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * JSON written by a person, with the place it came from for messages.
 *
 * @param source an option or a file
 */
public record JsonText(String source, String text) {
  private static final long MAX_FILE_BYTES = 16L << 20;
  private static final int SHOWN_CHARACTERS = 60;

  /**
   * Reads a file.
   *
   * @throws CliException when it cannot be read
   */
  public static JsonText ofFile(Path file, String shown) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new CliException(
            shown + " has " + Files.size(file) + " bytes; at most " + MAX_FILE_BYTES + " are read");
      }
      return new JsonText(shown, Files.readString(file));
    } catch (NoSuchFileException _) {
      throw new CliException("File not found: " + shown);
    } catch (CharacterCodingException _) {
      throw new CliException(shown + " is not UTF-8 text");
    } catch (IOException e) {
      throw new CliException("Cannot read " + shown + ": " + e.getMessage());
    }
  }

  /**
   * Parses the text; a key that is there twice is an error.
   *
   * @throws CliException with source, line, column and the line itself when it is not JSON
   */
  public JsonNode parse() {
    try {
      return new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid(e);
    }
  }

  private CliException invalid(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String reason = e.getOriginalMessage().lines().findFirst().orElse("syntax error");
    if (location == null || location.getLineNr() < 1) {
      return new CliException("Invalid JSON in " + source + ": " + reason);
    }
    int line = location.getLineNr();
    int column = Math.max(1, location.getColumnNr());
    String shown = text.lines().skip(line - 1L).findFirst().orElse("").replace('\t', ' ');
    int start = Math.max(0, column - SHOWN_CHARACTERS);
    String excerpt =
        shown.substring(
            Math.min(start, shown.length()),
            Math.min(shown.length(), start + 2 * SHOWN_CHARACTERS));
    return new CliException(
        "Invalid JSON in "
            + source
            + " at line "
            + line
            + ", column "
            + column
            + ": "
            + reason
            + "\n  "
            + excerpt
            + "\n  "
            + " ".repeat(Math.max(0, column - 1 - start))
            + "^");
  }
}
