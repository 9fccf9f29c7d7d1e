package io.alternatefutures.server;

import io.alternatefutures.control.domain.TxtRecords;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * TXT records as the servers of this machine, or one that the operator names, have them. Answers
 * that are too long for UDP are asked for over TCP. A look-up is rare: each has a thread of its own
 * while it lasts.
 */
final class DnsTxtRecords implements TxtRecords {
  /** Wait for one server's answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int ATTEMPTS = 3;
  private static final int PORT = 53;
  private static final int MAX_PORT = 65_535;

  private final @Nullable InetSocketAddress server;

  /**
   * @param server {@code ADDRESS} or {@code ADDRESS:PORT}; null for the servers of this machine
   * @throws IllegalArgumentException when it is neither
   */
  DnsTxtRecords(@Nullable String server) {
    this.server = server == null ? null : parse(server);
  }

  /**
   * @throws IllegalArgumentException when {@code server} cannot be one
   */
  static void check(@Nullable String server) {
    if (server != null) {
      parse(server);
    }
  }

  private static InetSocketAddress parse(String server) {
    int colon = server.lastIndexOf(':');
    boolean bare = server.indexOf(':') != colon && !server.startsWith("["); // IPv6 alone
    boolean hasPort = !bare && colon > server.lastIndexOf(']');
    try {
      int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : PORT;
      InetSocketAddress address =
          new InetSocketAddress(hasPort ? server.substring(0, colon) : server, port);
      if (port > 0 && port <= MAX_PORT && !address.isUnresolved()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // No number, or none of a port: the same message as below.
    }
    throw new IllegalArgumentException(
        "--dns-server (DNS_SERVER) must be an address like 10.0.0.2 or 10.0.0.2:53, but is \""
            + server
            + "\"");
  }

  @Override
  public List<String> of(String name) throws IOException {
    EventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (DnsNameResolver resolver = resolver(thread.next())) {
      // The dot makes the name absolute: no search domain is appended.
      DnsQuestion question = new DefaultDnsQuestion(name + ".", DnsRecordType.TXT);
      Throwable last = null;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> answer = resolver.query(question);
        if (answer.awaitUninterruptibly(PATIENCE.multipliedBy(2).toMillis())
            && answer.isSuccess()) {
          return texts(answer.getNow());
        }
        answer.cancel(false);
        last = answer.cause();
      }
      throw new IOException("no answer after " + ATTEMPTS + " attempts", last);
    } finally {
      thread.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }

  private DnsNameResolver resolver(EventLoop thread) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(thread)
            .datagramChannelFactory(NioDatagramChannel::new)
            .socketChannelFactory(NioSocketChannel::new)
            .queryTimeoutMillis(PATIENCE.toMillis());
    if (server != null) {
      builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(server));
    }
    return builder.build();
  }

  private static List<String> texts(AddressedEnvelope<DnsResponse, InetSocketAddress> envelope)
      throws IOException {
    try {
      DnsResponse response = envelope.content();
      if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
        return List.of();
      }
      if (!response.code().equals(DnsResponseCode.NOERROR)) {
        throw new IOException("the server answers " + response.code());
      }
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
        if (response.recordAt(DnsSection.ANSWER, i) instanceof DnsRawRecord record
            && record.type().equals(DnsRecordType.TXT)) {
          texts.add(text(record));
        }
      }
      return texts;
    } finally {
      envelope.release();
    }
  }

  /** The strings of a record, each with its length in front (RFC 1035 section 3.3.14), as one. */
  private static String text(DnsRawRecord record) {
    StringBuilder text = new StringBuilder();
    int at = record.content().readerIndex();
    int end = record.content().writerIndex();
    while (at < end) {
      int length = Math.min(record.content().getUnsignedByte(at), end - at - 1);
      text.append(record.content().toString(at + 1, length, StandardCharsets.UTF_8));
      at += 1 + length;
    }
    return text.toString();
  }
}
