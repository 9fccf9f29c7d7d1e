package io.alternatefutures.content;

import static io.alternatefutures.content.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayFetchIT {
  private static final byte[] CONTENT = TestContent.bytes(5_000);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration IMPATIENCE = Duration.ofMillis(300);

  private final MemoryBlocks origin = new MemoryBlocks();
  private final List<FakeGateway> gateways = new ArrayList<>();
  private final RecordedLog log = new RecordedLog();
  private Cid root;

  @TempDir private Path directory;

  @BeforeEach
  void writeTheContentOfTheGateways() throws IOException {
    root = new UnixFsWriter(origin, new UnixFsProfile(500, 4, 1_000)).addFile(CONTENT).cid();
    assertThat(origin.blocks).hasSize(14);
  }

  @AfterEach
  void close() {
    gateways.forEach(FakeGateway::close);
    log.close();
  }

  @Test
  void fetchesEverythingWithOneArchive() throws IOException {
    FakeGateway gateway = gateway();
    try (ContentStore store = store(PATIENCE)) {
      assertThat(store.has(root)).isFalse();

      store.ensure(root);

      assertThat(store.has(root)).isTrue();
      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
    assertThat(gateway.requests).containsExactly("car " + root);
  }

  @Test
  void fetchesBlockByBlockFromAGatewayWithoutArchives() throws IOException {
    FakeGateway gateway = gateway().withoutArchives();
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
    assertThat(gateway.requests).filteredOn(request -> request.startsWith("car")).hasSize(1);
    assertThat(gateway.requests).filteredOn(request -> request.startsWith("raw")).hasSize(14);
  }

  @Test
  void fetchesASingleRawBlockWithoutAskingForAnArchive() throws IOException {
    Cid leaf = origin.blocks.keySet().iterator().next();
    FakeGateway gateway = gateway();
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(leaf);

      assertThat(store.read(leaf, 500)).isEqualTo(Arrays.copyOf(CONTENT, 500));
    }
    assertThat(gateway.requests).containsExactly("raw " + leaf);
  }

  @Test
  void asksForNothingThatIsHere() throws IOException {
    FakeGateway gateway = gateway();
    try (ContentStore store = store(PATIENCE)) {
      Cid mine = store.addFile(CONTENT);
      store.ensure(mine);
    }
    assertThat(gateway.requests).isEmpty();
  }

  @Test
  void namesAGatewayWhoseBlockIsALieAndAsksTheNext() throws IOException {
    FakeGateway liar =
        gateway()
            .withoutArchives()
            .onBlock((exchange, cid) -> FakeGateway.send(exchange, FakeGateway.RAW, new byte[9]));
    FakeGateway honest = gateway();
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
    assertThat(liar.requests).hasSize(2);
    assertThat(honest.requests).containsExactly("car " + root);
    assertThat(log.warnings())
        .containsExactly(
            "Gateway "
                + liar.uri()
                + " is not to be trusted: it sent 9 bytes that do not hash to "
                + root);
  }

  @Test
  void namesAGatewayWhoseArchiveHoldsALieAndKeepsWhatWasGood() throws IOException {
    FakeGateway liar = gateway();
    liar.onArchive((exchange, cid) -> {
      byte[] car = liar.archive(cid, liar.reachable(cid));
      car[car.length - 1] ^= 1;
      FakeGateway.send(exchange, FakeGateway.CAR, car);
    });
    FakeGateway honest = gateway();
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
    assertThat(liar.requests).containsExactly("car " + root);
    assertThat(honest.requests).hasSize(1).first().asString().startsWith("raw ");
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "Gateway "
                + liar.uri()
                + " is not to be trusted: it sent a broken archive for "
                + root
                + ": CAR block of 500 bytes does not hash to its CID");
  }

  @Test
  void goesOnWhereAnArchiveWasCutOff() throws IOException {
    FakeGateway gateway = gateway();
    gateway.onArchive((exchange, cid) -> {
      byte[] car = gateway.archive(cid, gateway.reachable(cid));
      exchange.getResponseHeaders().set("Content-Type", FakeGateway.CAR);
      exchange.sendResponseHeaders(200, car.length);
      exchange.getResponseBody().write(car, 0, car.length / 2);
      exchange.getResponseBody().flush();
      throw new IOException("the connection breaks");
    });
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
    assertThat(gateway.requests).filteredOn(r -> r.startsWith("raw")).hasSizeBetween(1, 9);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void keepsWhatItFetchedBeforeItFailed() throws IOException {
    List<Cid> all = new ArrayList<>(origin.blocks.keySet());
    Cid withheld = all.get(5);
    FakeGateway gateway = gateway().withoutArchives();
    gateway.onBlock((exchange, cid) -> {
      if (cid.equals(withheld)) {
        FakeGateway.status(exchange, 404);
      } else {
        gateway.sendBlock(exchange, cid);
      }
    });
    try (ContentStore store = store(PATIENCE)) {
      assertFails(() -> store.ensure(root), ContentCode.CONTENT_UNAVAILABLE)
          .withMessage(
              "block "
                  + withheld
                  + " is neither in the store nor at a gateway: "
                  + gateway.uri()
                  + " answered 404");
      int first = gateway.requests.size();
      gateway.onBlock(gateway::sendBlock);

      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
      assertThat(gateway.requests.subList(first, gateway.requests.size()))
          .doesNotContain("raw " + root)
          .contains("raw " + withheld);
    }
  }

  @Test
  void givesUpOnAGatewayThatStopsInTheMiddle() throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    FakeGateway slow =
        gateway().withoutArchives().onBlock((exchange, cid) -> stall(exchange, done));
    FakeGateway honest = gateway();
    try (ContentStore store = store(IMPATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    } finally {
      done.countDown();
    }
    assertThat(slow.requests).hasSize(2);
    assertThat(honest.requests).isNotEmpty();
  }

  @Test
  void givesUpOnAGatewayThatNeverAnswers() throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    FakeGateway silent = gateway();
    silent.onArchive((exchange, cid) -> await(done)).onBlock((exchange, cid) -> await(done));
    try (ContentStore store = store(IMPATIENCE)) {
      assertFails(() -> store.ensure(root), ContentCode.CONTENT_UNAVAILABLE)
          .withMessageEndingWith(silent.uri() + " did not answer within 300 ms");
    } finally {
      done.countDown();
    }
  }

  @Test
  void saysThatAGatewayCannotBeReached() throws IOException {
    FakeGateway gone = gateway();
    gone.close();
    try (ContentStore store = store(PATIENCE)) {
      assertFails(() -> store.ensure(root), ContentCode.CONTENT_UNAVAILABLE)
          .withMessageEndingWith(gone.uri() + " cannot be reached");
    }
  }

  @Test
  void saysThatNoGatewayIsConfigured() throws IOException {
    try (ContentStore store = store(PATIENCE)) {
      assertFails(() -> store.ensure(root), ContentCode.CONTENT_UNAVAILABLE)
          .withMessage("block " + root + " is not in the store and no gateway is configured");
    }
  }

  @Test
  void ignoresBlocksThatNobodyAskedFor() throws IOException {
    FakeGateway gateway = gateway();
    byte[] spam = TestContent.bytes(700);
    Cid spamCid = Cid.ofBlock(Cid.CODEC_RAW, spam);
    gateway.onArchive((exchange, cid) -> {
      origin.put(spamCid, spam);
      List<Cid> order = new ArrayList<>(gateway.reachable(cid));
      order.addFirst(spamCid);
      FakeGateway.send(exchange, FakeGateway.CAR, gateway.archive(cid, order));
    });
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.has(spamCid)).isFalse();
      assertThat(store.statistics().blocks()).isEqualTo(14);
    }
  }

  @Test
  void fetchesWhatAnArchiveInAnOddOrderLeftOut() throws IOException {
    FakeGateway gateway = gateway();
    gateway.onArchive((exchange, cid) -> {
      List<Cid> order = new ArrayList<>(gateway.reachable(cid));
      Collections.reverse(order);
      FakeGateway.send(exchange, FakeGateway.CAR, gateway.archive(cid, order));
    });
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
  }

  @Test
  void stopsAtItsByteLimit() throws IOException {
    gateway();
    try (ContentStore store = store(PATIENCE, 2_000)) {
      assertFails(() -> store.ensure(root), ContentCode.CONTENT_TOO_LARGE)
          .withMessage("more than 2000 bytes to fetch");
    }
  }

  @Test
  void leavesAGatewayThatSendsOnAndOn() throws IOException {
    FakeGateway endless = gateway();
    byte[] spam = TestContent.bytes(1_000_000);
    Cid spamCid = Cid.ofBlock(Cid.CODEC_RAW, spam);
    endless.onArchive((exchange, cid) -> {
      exchange.getResponseHeaders().set("Content-Type", FakeGateway.CAR);
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      byte[] header = new CarHeader(1, List.of(cid)).encode();
      Varints.write(body, header.length);
      body.write(header);
      while (true) {
        CarWriter.writeSection(body, spamCid, spam);
      }
    });
    FakeGateway honest = gateway();
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
      assertThat(store.has(spamCid)).isFalse();
    }
    assertThat(honest.requests).isNotEmpty();
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .endsWith("archive has more than 3145728 bytes");
  }

  @Test
  void refusesABlockOverTheLimit() throws IOException {
    FakeGateway gateway =
        gateway()
            .withoutArchives()
            .onBlock((exchange, cid) ->
                FakeGateway.send(exchange, FakeGateway.RAW, new byte[Limits.MAX_BLOCK_BYTES + 1]));
    try (ContentStore store = store(PATIENCE)) {
      assertFails(() -> store.ensure(root), ContentCode.CONTENT_UNAVAILABLE)
          .withMessageEndingWith(gateway.uri() + " sent more than 2097152 bytes for block " + root);
    }
  }

  @Test
  void followsARedirect() throws IOException {
    FakeGateway target = gateway();
    FakeGateway first = new FakeGateway(Map.of());
    gateways.remove(target);
    gateways.add(first);
    FakeGateway.Answer redirect =
        (exchange, cid) -> {
          exchange
              .getResponseHeaders()
              .set("Location", target.uri() + exchange.getRequestURI().toString());
          FakeGateway.status(exchange, 302);
        };
    first.onArchive(redirect).onBlock(redirect);
    try (target;
        ContentStore store = store(PATIENCE)) {
      store.ensure(root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
  }

  @Test
  void replacesACorruptBlockFromAGatewayWhenItIsRead() throws IOException {
    FakeGateway gateway = gateway();
    Cid leaf = origin.blocks.keySet().iterator().next();
    try (ContentStore store = store(PATIENCE)) {
      store.ensure(root);
      StoredFiles.flipByte(directory, leaf);
      StoredFiles.flipByte(directory, root);

      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
      assertThat(store.read(root, 10_000)).isEqualTo(CONTENT);
    }
    assertThat(gateway.requests).containsExactly("car " + root, "raw " + root, "raw " + leaf);
  }

  @Test
  void callsForOneRootAtTheSameTimeShareOneFetch() throws Exception {
    FakeGateway gateway = gateway();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    gateway.onArchive((exchange, cid) -> {
      asked.countDown();
      await(go);
      gateway.sendArchive(exchange, cid);
    });
    try (ContentStore store = store(PATIENCE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      calls.add(threads.submit(() -> ensure(store)));
      asked.await();
      Stream.generate(() -> threads.submit(() -> ensure(store))).limit(5).forEach(calls::add);
      go.countDown();
      for (Future<?> call : calls) {
        call.get();
      }
      assertThat(store.has(root)).isTrue();
    }
    assertThat(gateway.requests).containsExactly("car " + root);
  }

  private Void ensure(ContentStore store) throws IOException {
    store.ensure(root);
    return null;
  }

  private FakeGateway gateway() throws IOException {
    FakeGateway gateway = new FakeGateway(origin.blocks);
    gateways.add(gateway);
    return gateway;
  }

  private ContentStore store(Duration timeout) throws IOException {
    return store(timeout, 1 << 20);
  }

  private ContentStore store(Duration timeout, long maxBytes) throws IOException {
    List<URI> uris = gateways.stream().map(FakeGateway::uri).toList();
    return ContentStore.open(new ContentSettings(directory, uris, PATIENCE, timeout, maxBytes));
  }

  private static void stall(HttpExchange exchange, CountDownLatch done) throws IOException {
    exchange.sendResponseHeaders(200, 500);
    OutputStream body = exchange.getResponseBody();
    body.write(new byte[100]);
    body.flush();
    await(done);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
