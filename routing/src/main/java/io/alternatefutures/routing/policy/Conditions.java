package io.alternatefutures.routing.policy;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to be for a route to take it, once the route's pattern matches its path.
 *
 * @param methods empty for any
 * @param regex what the whole path matches; null for any
 */
public record Conditions(
    List<String> methods,
    List<FieldMatch> headers,
    List<FieldMatch> query,
    @Nullable Pattern regex) {
  /** Every request is taken. */
  public static final Conditions NONE = new Conditions(List.of(), List.of(), List.of(), null);

  public Conditions {
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
  }

  /** Reads {@code methods}, {@code headers}, {@code query} and {@code regex}. */
  public static Conditions read(OptionReader options) {
    List<String> methods =
        options.texts("methods").stream().map(m -> m.toUpperCase(Locale.ROOT)).toList();
    if (!methods.stream().allMatch(Tokens::isToken)) {
      options.wrong("methods", "names of HTTP methods");
    }
    List<FieldMatch> headers = FieldMatch.readAll(options, "headers");
    for (FieldMatch header : headers) {
      if (!Tokens.isToken(header.name())) {
        options.wrong("headers", "names of header fields");
      }
    }
    List<FieldMatch> query = FieldMatch.readAll(options, "query");
    return new Conditions(methods, headers, query, options.regex("regex"));
  }

  /** How many there are: routes with more come before routes with fewer of the same pattern. */
  public int count() {
    return (methods.isEmpty() ? 0 : 1) + headers.size() + query.size() + (regex == null ? 0 : 1);
  }

  public boolean isEmpty() {
    return count() == 0;
  }

  /** Whether the request is taken, the path left aside. */
  public boolean accept(RequestFacts request) {
    if (!methods.isEmpty() && !acceptsMethod(request.method())) {
      return false;
    }
    for (FieldMatch header : headers) {
      if (!header.accepts(request.header(header.name()))) {
        return false;
      }
    }
    for (FieldMatch parameter : query) {
      if (!parameter.accepts(QueryParameter.first(request.query(), parameter.name()))) {
        return false;
      }
    }
    return true;
  }

  /** A route for GET answers HEAD as well (RFC 9110 section 9.3.2). */
  private boolean acceptsMethod(String method) {
    return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
  }

  /** Why the request is not taken; null when it is. */
  public @Nullable String mismatch(RequestFacts request, String path) {
    if (!methods.isEmpty() && !acceptsMethod(request.method())) {
      return "the method is " + request.method() + ", not " + String.join(" or ", methods);
    }
    for (FieldMatch header : headers) {
      String value = request.header(header.name());
      if (!header.accepts(value)) {
        return header.mismatch("header", value);
      }
    }
    for (FieldMatch parameter : query) {
      String value = QueryParameter.first(request.query(), parameter.name());
      if (!parameter.accepts(value)) {
        return parameter.mismatch("query parameter", value);
      }
    }
    if (regex != null && !regex.matches(path)) {
      return "the regex \"" + regex + "\" does not match the path";
    }
    return null;
  }
}
