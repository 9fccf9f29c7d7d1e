package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.http.EndToEnd;
import io.alternatefutures.edge.plan.Asking;
import io.alternatefutures.edge.plan.Authenticator;
import io.alternatefutures.edge.plan.RouteRequest;
import io.alternatefutures.routing.policy.Auth;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another server decides, from the request's fields: it is asked with GET, without the body. */
final class ForwardCheck implements Authenticator {
  private final Auth.Forward rule;
  private final Asking asking;

  ForwardCheck(Auth.Forward rule, Asking asking) {
    this.rule = rule;
    this.asking = asking;
  }

  @Override
  public void check(EventLoop loop, RouteRequest request, Consumer<Verdict> answer) {
    HttpHeaders fields = request.headers().copy();
    EndToEnd.clean(fields, request.connection());
    fields.remove(HttpHeaderNames.CONTENT_LENGTH);
    fields.remove(HttpHeaderNames.EXPECT);
    fields.remove(HttpHeaderNames.RANGE);
    fields.remove("Forwarded");
    fields.set("Forwarded", request.forwarded().forwarded());
    fields.set("X-Forwarded-For", request.forwarded().caller().chain());
    fields.set("X-Forwarded-Host", request.forwarded().host());
    fields.set("X-Forwarded-Proto", request.forwarded().scheme());
    fields.set("X-Request-Id", request.forwarded().requestId());
    fields.set("X-Forwarded-Method", request.method());
    fields.set("X-Forwarded-Uri", request.target());
    asking.get(
        loop,
        request.project(),
        rule.url(),
        fields,
        rule.timeout(),
        answered -> answer.accept(verdict(answered)));
  }

  private Verdict verdict(Asking.@Nullable Answered answered) {
    if (answered == null || answered.status() >= 500) {
      return Verdicts.unavailable();
    }
    if (answered.status() >= 300) {
      HttpHeaders fields = answered.fields();
      fields.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answered.body().length));
      return new Verdict.Answer(answered.status(), fields, answered.body());
    }
    HttpHeaders granted = new DefaultHttpHeaders();
    for (String name : rule.copy()) {
      // A field that the server does not grant must not be the client's own.
      granted.set(name, answered.fields().getAll(name));
    }
    return new Verdict.Pass(granted);
  }
}
