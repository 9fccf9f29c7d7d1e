package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the blocks that one root lacks, from the first gateway that gives them. Remembers which
 * gateways lied or cannot send archives, and counts bytes against one limit. Used by one thread.
 */
final class FetchSession {
  private static final Logger LOG = LoggerFactory.getLogger(FetchSession.class);

  private static final long ARCHIVE_SLACK_BYTES = 1 << 20;

  private final GatewayClient client;
  private final List<URI> gateways;
  private final BlockSink sink;
  private final long maxBytes;
  private final InstantSource clock;
  private final Instant deadline;

  /** Gateways that are not asked again, and why. */
  private final Map<URI, String> banned = new HashMap<>();

  private final Map<URI, Integer> failures = new HashMap<>();
  private final Set<URI> blocksOnly = new HashSet<>();
  private long fetched;

  /**
   * @param peers asked first, and for single blocks only
   */
  FetchSession(
      GatewayClient client,
      List<URI> peers,
      List<URI> gateways,
      BlockSink sink,
      long maxBytes,
      InstantSource clock) {
    this.client = client;
    this.gateways = Stream.concat(peers.stream(), gateways.stream()).toList();
    this.blocksOnly.addAll(peers);
    this.sink = sink;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.deadline = clock.instant().plus(Limits.MAX_FETCH_TIME);
  }

  /** Makes this session ask for single blocks only. */
  FetchSession withoutArchives() {
    blocksOnly.addAll(gateways);
    return this;
  }

  /**
   * Fetches the block, and what is under it if a gateway sends archives.
   *
   * @throws ContentException {@code CONTENT_UNAVAILABLE} when no gateway gives it, with what each
   *     answered; {@code CONTENT_TOO_LARGE} when the session's limit is used up
   */
  void fetch(Cid cid) throws IOException {
    Map<URI, String> answers = new LinkedHashMap<>();
    for (URI gateway : gateways) {
      requireTimeLeft();
      String ban = banned.get(gateway);
      if (ban != null) {
        answers.put(gateway, ban);
      } else if (fetchArchive(gateway, cid) || fetchBlock(gateway, cid, answers)) {
        return;
      }
    }
    throw ContentException.unavailable(describe(cid, answers));
  }

  /** Whether an archive brought the block itself; more under it may still be missing. */
  private boolean fetchArchive(URI gateway, Cid cid) throws IOException {
    if (!cid.isDagPb() || blocksOnly.contains(gateway)) {
      return false;
    }
    boolean[] found = {false};
    try {
      client.archive(
          gateway,
          cid,
          maxArchiveBytes(),
          (received, block) -> {
            keep(received, block);
            found[0] |= received.equals(cid);
          });
    } catch (GatewayException e) {
      blocksOnly.add(gateway);
      note(gateway, cid, e);
    }
    return found[0];
  }

  /** Leaves room for CIDs, and for blocks that are here already or come twice. */
  private long maxArchiveBytes() {
    return maxBytes > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : 2 * maxBytes + ARCHIVE_SLACK_BYTES;
  }

  private boolean fetchBlock(URI gateway, Cid cid, Map<URI, String> answers) throws IOException {
    String ban = banned.get(gateway);
    if (ban != null) {
      answers.put(gateway, ban);
      return false;
    }
    try {
      keep(cid, client.block(gateway, cid));
      return true;
    } catch (GatewayException e) {
      note(gateway, cid, e);
      answers.put(gateway, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void keep(Cid cid, byte[] block) throws IOException {
    requireTimeLeft();
    fetched += block.length;
    if (fetched > maxBytes) {
      throw ContentException.tooLarge("more than " + maxBytes + " bytes to fetch");
    }
    sink.put(cid, block);
  }

  private void requireTimeLeft() throws ContentException {
    if (clock.instant().isAfter(deadline)) {
      throw ContentException.unavailable(
          "not everything could be fetched within " + Limits.MAX_FETCH_TIME.toSeconds() + " s");
    }
  }

  private void note(URI gateway, Cid cid, GatewayException e) {
    String name = GatewayClient.name(gateway);
    switch (e.kind()) {
      case LIED -> {
        banned.put(gateway, String.valueOf(e.getMessage()));
        LOG.warn("Gateway {} is not to be trusted: it {}", name, e.getMessage());
      }
      case FAILED -> {
        // A gateway that is down would cost its timeout for every block.
        if (failures.merge(gateway, 1, Integer::sum) == Limits.MAX_GATEWAY_FAILURES) {
          banned.put(gateway, String.valueOf(e.getMessage()));
        }
        LOG.info("Gateway {} did not give {}: it {}", name, cid, e.getMessage());
      }
      case REFUSED -> LOG.info("Gateway {} did not give {}: it {}", name, cid, e.getMessage());
    }
  }

  private static String describe(Cid cid, Map<URI, String> answers) {
    if (answers.isEmpty()) {
      return "block " + cid + " is not in the store and no gateway is configured";
    }
    StringJoiner out =
        new StringJoiner("; ", "block " + cid + " is neither in the store nor at a gateway: ", "");
    answers.forEach((gateway, answer) -> out.add(GatewayClient.name(gateway) + " " + answer));
    return out.toString();
  }
}
