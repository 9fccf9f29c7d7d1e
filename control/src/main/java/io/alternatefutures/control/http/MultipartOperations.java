package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads GraphQL multipart requests: the fields {@code operations} and {@code map}, then files, each
 * put in the place that the map names, as text.
 */
final class MultipartOperations {
  private final Json json;

  MultipartOperations(Json json) {
    this.json = json;
  }

  /**
   * The operation with its files in place.
   *
   * @throws ControlException {@link ErrorCode#BAD_REQUEST}
   */
  Map<String, @Nullable Object> parse(String contentType, byte[] body) {
    MediaType type = MediaType.parse(contentType);
    if (type == null || type.parameters().getOrDefault("boundary", "").isEmpty()) {
      throw bad("The Content-Type multipart/form-data has no boundary");
    }
    Map<String, byte[]> parts = parts(contentType, body);
    byte[] operations = parts.remove("operations");
    if (operations == null) {
      throw bad("The multipart field \"operations\" is missing. It holds the GraphQL request");
    }
    Map<String, @Nullable Object> operation =
        json.parseObject(operations, "The multipart field \"operations\"");
    byte[] map = parts.remove("map");
    if (map != null) {
      json.parseObject(map, "The multipart field \"map\"")
          .forEach((file, paths) -> place(operation, file, paths, parts.get(file)));
    }
    return operation;
  }

  private static Map<String, byte[]> parts(String contentType, byte[] body) {
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    HttpPostMultipartRequestDecoder decoder = null;
    try {
      decoder =
          new HttpPostMultipartRequestDecoder(
              new DefaultHttpDataFactory(false),
              request,
              StandardCharsets.UTF_8,
              Limits.FORM_PARTS,
              Limits.GRAPHQL_BODY_BYTES);
      return contents(decoder);
    } catch (HttpPostRequestDecoder.ErrorDataDecoderException
        | HttpPostRequestDecoder.TooManyFormFieldsException
        | HttpPostRequestDecoder.TooLongFormFieldException
        | IOException e) {
      throw new ControlException(
          ErrorCode.BAD_REQUEST, "The body is not valid multipart/form-data: " + e.getMessage(), e);
    } finally {
      if (decoder != null) {
        decoder.destroy();
      }
      request.release();
    }
  }

  private static Map<String, byte[]> contents(HttpPostMultipartRequestDecoder decoder)
      throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
      byte[] content =
          switch (part) {
            case Attribute attribute -> attribute.get();
            case FileUpload file -> file.get();
            default -> throw bad("The part \"" + part.getName() + "\" is neither field nor file");
          };
      if (parts.put(part.getName(), content) != null) {
        throw bad("The multipart field \"" + part.getName() + "\" is there twice");
      }
    }
    return parts;
  }

  private static void place(
      Map<String, @Nullable Object> operation,
      String file,
      @Nullable Object paths,
      byte @Nullable [] content) {
    if (!(paths instanceof List<?> list)) {
      throw bad("The map's entry \"" + file + "\" must be an array of paths into operations");
    }
    if (content == null) {
      throw bad("The map names the file \"" + file + "\", which is not in the request");
    }
    String text = new String(content, StandardCharsets.UTF_8);
    for (Object path : list) {
      if (!(path instanceof String name) || !put(operation, name, text)) {
        throw bad("The map's path \"" + path + "\" leads to no variable of operations");
      }
    }
  }

  /** Replaces the value at a path such as {@code variables.data.sourceCode}. */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static boolean put(Object root, String path, String text) {
    List<String> steps = new ArrayList<>(List.of(path.split("\\.", -1)));
    String last = steps.removeLast();
    Object place = root;
    for (String step : steps) {
      place = child(place, step);
      if (place == null) {
        return false;
      }
    }
    if (place instanceof Map<?, ?> map && path.startsWith("variables.")) {
      ((Map<String, Object>) map).put(last, text);
      return true;
    }
    if (place instanceof List<?> list && index(last) >= 0 && index(last) < list.size()) {
      ((List<Object>) list).set(index(last), text);
      return true;
    }
    return false;
  }

  private static @Nullable Object child(Object parent, String step) {
    return switch (parent) {
      case Map<?, ?> map -> map.get(step);
      case List<?> list when index(step) >= 0 && index(step) < list.size() -> list.get(index(step));
      default -> null;
    };
  }

  private static int index(String step) {
    boolean digits = !step.isEmpty() && step.length() < 6;
    for (int i = 0; digits && i < step.length(); i++) {
      digits = step.charAt(i) >= '0' && step.charAt(i) <= '9';
    }
    return digits ? Integer.parseInt(step) : -1;
  }

  private static ControlException bad(String message) {
    return new ControlException(ErrorCode.BAD_REQUEST, message);
  }
}
