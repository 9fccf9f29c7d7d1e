package io.alternatefutures.edge;

import io.alternatefutures.edge.compress.CompressingExchange;
import io.alternatefutures.edge.compress.Compression;
import io.alternatefutures.edge.origin.ForwardedFields;
import io.alternatefutures.edge.origin.OriginPool;
import io.alternatefutures.edge.origin.OriginRequest;
import io.alternatefutures.edge.plan.FunctionCode;
import io.alternatefutures.edge.plan.RouteExchange;
import io.alternatefutures.edge.plan.RoutePlans;
import io.alternatefutures.edge.plan.RouteRequest;
import io.alternatefutures.edge.router.RouteCache;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.routing.InvalidPathException;
import io.alternatefutures.routing.RequestPath;
import io.alternatefutures.routing.RouteAction;
import io.alternatefutures.routing.RouteMatch;
import io.alternatefutures.routing.RoutePlan;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.InvocationHead;
import io.alternatefutures.sandbox.Sandbox;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request: its host gives the function, its path the route; then a route's target, the
 * function's code or the edge itself answers. What answers, streams into the {@link
 * ClientExchange}, which has exactly one {@link Outcome}. Thread-safe; called on the event loop of
 * the client's connection, after the request's head has been found valid.
 */
final class RequestPipeline {
  private final HostNames hosts;
  private final EdgeOptions.Routing routing;
  private final boolean redirects;
  private final Supplier<CatalogSnapshot> catalogue;
  private final RouteCache routes;
  private final OriginPool origins;
  private final RoutePlans plans;
  private final Sandbox sandbox;
  private final @Nullable Compression compression;

  RequestPipeline(
      EdgeOptions options,
      Supplier<CatalogSnapshot> catalogue,
      RouteCache routes,
      OriginPool origins,
      RoutePlans plans,
      Sandbox sandbox,
      @Nullable Compression compression) {
    this.hosts = new HostNames(options.baseDomains());
    this.routing = options.routing();
    TlsOptions tls = options.tls();
    this.redirects = tls != null && tls.plainText() == TlsOptions.PlainText.REDIRECTED;
    this.catalogue = catalogue;
    this.routes = routes;
    this.origins = origins;
    this.plans = plans;
    this.sandbox = sandbox;
    this.compression = compression;
  }

  void handle(ClientExchange exchange) {
    ClientRequest request = exchange.request();
    boolean insecure = redirects && !ForwardedHeaders.isSecure(exchange);
    Decision decision = insecure ? redirect(request) : decide(request);
    exchange.decided(decision);
    switch (decision) {
      case Decision.Forward forward -> forward(exchange, forward);
      case Decision.Follow follow -> follow(exchange, follow);
      case Decision.Invoke invoke ->
          exchange.answeredBy(invoke(exchange, invoke.function(), exchange));
      case Decision.Answer answer -> exchange.answer(answer);
      case Decision.Reject reject -> exchange.answer(reject);
    }
  }

  /** The same place with TLS, on the port that goes without saying (RFC 9110 section 4.2.2). */
  private static Decision redirect(ClientRequest request) {
    String authority = request.authority();
    int port = authority.lastIndexOf(':');
    String host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
    return host.isEmpty() || request.isForWholeServer()
        ? Decision.Reject.of(Rejection.BAD_REQUEST, "This is served over https only")
        : Decision.Answer.redirect("https://" + host + RequestReader.ascii(request.target()));
  }

  private Decision decide(ClientRequest request) {
    boolean lastHop = request.method().equals("OPTIONS") && request.maxForwards() == 0;
    if (lastHop || request.isForWholeServer()) {
      return Decision.Answer.options(null);
    }
    String label = hosts.slug(request.authority());
    CatalogEntry function =
        label == null
            ? catalogue.get().byDomain(HostNames.host(request.authority()))
            : catalogue.get().bySlug(label);
    if (function == null) {
      return label == null
          ? Decision.Reject.of(Rejection.UNKNOWN_HOST)
          : reject(Rejection.FUNCTION_NOT_FOUND, label, null);
    }
    String slug = function.slug().value();
    if (function.status() == FunctionStatus.INACTIVE) {
      return reject(Rejection.FUNCTION_INACTIVE, slug, function);
    }
    RouteMatch match;
    try {
      match = match(function, request);
    } catch (InvalidPathException e) {
      return new Decision.Reject(
          Rejection.BAD_REQUEST, String.valueOf(e.getMessage()), slug, function);
    }
    if (match != null) {
      return match.plan() == null
          ? new Decision.Forward(function, match)
          : new Decision.Follow(function, match);
    }
    if (function.deployment() != null) {
      return new Decision.Invoke(function);
    }
    boolean routed = routing == EdgeOptions.Routing.ENABLED && !function.routes().isEmpty();
    return reject(routed ? Rejection.NOTHING_TO_SERVE : Rejection.NO_CODE, slug, function);
  }

  private @Nullable RouteMatch match(CatalogEntry function, ClientRequest request) {
    String path = RequestPath.normalise(request.path());
    if (routing == EdgeOptions.Routing.DISABLED || function.routes().isEmpty()) {
      return null;
    }
    return routes.get(function.id(), function.routes(), request.received()).match(path, request);
  }

  private void forward(ClientExchange exchange, Decision.Forward forward) {
    ClientRequest request = exchange.request();
    RouteMatch match = forward.match();
    prepare(request);
    request.trace().passOn(EdgeSpans.PROXY, request.headers());
    OriginRequest toTarget =
        new OriginRequest(
            forward.function().projectId(),
            match.origin(),
            request.method(),
            match.requestTarget(request.query()),
            request.headers(),
            request.connection(),
            request.contentLength(),
            request.upgrade(),
            ForwardedHeaders.of(exchange));
    exchange.answeredBy(origins.forward(exchange.channel().eventLoop(), toTarget, exchange));
  }

  private void follow(ClientExchange exchange, Decision.Follow follow) {
    ClientRequest request = exchange.request();
    CatalogEntry function = follow.function();
    prepare(request);
    RoutePlan plan = follow.match().plan();
    if (plan != null && plan.action() instanceof RouteAction.Proxy) {
      request.trace().passOn(EdgeSpans.PROXY, request.headers());
    }
    RouteRequest toFollow =
        new RouteRequest(
            function.projectId(),
            function.id(),
            follow.match(),
            request.received(),
            request.method(),
            request.authority(),
            request.target(),
            request.query(),
            request.headers(),
            request.connection(),
            request.contentLength(),
            request.upgrade(),
            ForwardedHeaders.of(exchange),
            exchange.caller().address());
    FunctionCode code =
        function.deployment() == null ? null : listener -> invoke(exchange, function, listener);
    RouteExchange opened = plans.open(exchange.channel().eventLoop(), toFollow, exchange, code);
    exchange.answeredBy(opened);
    opened.start();
  }

  /** Takes out what concerns this hop only, and counts it. */
  private static void prepare(ClientRequest request) {
    HttpHeaders headers = request.headers();
    if (!request.expectsContinue()) {
      headers.remove(HttpHeaderNames.EXPECT);
    }
    if (request.method().equals("OPTIONS") && request.maxForwards() > 0) {
      headers.set(HttpHeaderNames.MAX_FORWARDS, Integer.toString(request.maxForwards() - 1));
    }
  }

  private Exchange invoke(
      ClientExchange exchange, CatalogEntry function, ExchangeListener listener) {
    ClientRequest request = exchange.request();
    ForwardedFields forwarded = ForwardedHeaders.of(exchange);
    String url =
        forwarded.scheme() + "://" + request.authority() + RequestReader.ascii(request.target());
    ForwardedHeaders.apply(forwarded, request);
    if ("websocket".equalsIgnoreCase(request.upgrade())) {
      request.headers().set(HttpHeaderNames.UPGRADE, "websocket");
    }
    InvocationHead head =
        new InvocationHead(
            request.id(),
            request.trace().passOn(EdgeSpans.SANDBOX, request.headers()),
            request.method(),
            url,
            request.headers(),
            request.hasBody());
    if (request.expectsContinue()) {
      exchange.onInterim(100, EmptyHttpHeaders.INSTANCE); // a function cannot refuse a body unread
    }
    ClientStream client = exchange.channel();
    if (compression == null) {
      return sandbox.invoke(client.eventLoop(), function, head, listener);
    }
    CompressingExchange compressing =
        compression.of(
            client.eventLoop(), client.allocator(), request.method(), request.headers(), listener);
    return compressing.answeredBy(sandbox.invoke(client.eventLoop(), function, head, compressing));
  }

  private static Decision.Reject reject(
      Rejection reason, String slug, @Nullable CatalogEntry function) {
    return new Decision.Reject(reason, reason.message(), slug, function);
  }
}
