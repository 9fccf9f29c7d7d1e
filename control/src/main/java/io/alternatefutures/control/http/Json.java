package io.alternatefutures.control.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON as plain maps, lists, strings, numbers, booleans and nulls. */
final class Json {
  private final ObjectMapper mapper;

  Json() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .maxStringLength(Limits.GRAPHQL_BODY_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.mapper = new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Parses one JSON value.
   *
   * @param what names it in the error, e.g. {@code The body}
   * @throws ControlException {@link ErrorCode#BAD_REQUEST} with line and column
   */
  @Nullable Object parse(byte[] text, String what) {
    if (text.length == 0) {
      throw new ControlException(ErrorCode.BAD_REQUEST, what + " is empty; JSON was expected");
    }
    try {
      return mapper.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      String position =
          e.getLocation() == null
              ? ""
              : " (line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ")";
      throw new ControlException(
          ErrorCode.BAD_REQUEST,
          what + " is not valid JSON: " + e.getOriginalMessage() + position,
          e);
    } catch (IOException e) {
      throw new ControlException(ErrorCode.BAD_REQUEST, what + " cannot be read as JSON", e);
    }
  }

  /**
   * Parses a JSON object.
   *
   * @throws ControlException {@link ErrorCode#BAD_REQUEST} when it is none
   */
  @SuppressWarnings("unchecked") // a JSON object has string keys
  Map<String, @Nullable Object> parseObject(byte[] text, String what) {
    Object value = parse(text, what);
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new ControlException(
        ErrorCode.BAD_REQUEST, what + " must be a JSON object, not " + kind(value));
  }

  byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The answer has a value that is no JSON", e);
    }
  }

  /** What a JSON value is, in words. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> _ -> "an object";
      case Iterable<?> _ -> "an array";
      case String _ -> "a string";
      case Boolean _ -> "a boolean";
      case Number _ -> "a number";
      default -> value.getClass().getSimpleName();
    };
  }
}
